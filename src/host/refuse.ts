import type { RealTime, Socket } from "#engine/port.ts";
import { NO_ROOM_LEFT } from "./by-user-name.ts";
import type { MqttTold } from "./sockets.ts";

/** Ms of real time that a client has for its CONNECT, and then for its goodbye. */
const PATIENCE_MS = 1_000;

/** Nothing is done about what the carrier tells. */
export const DEAF: MqttTold = { received() {}, drained() {}, ended() {}, gone() {}, violated() {}, closed() {} };

/** Answers an MQTT client that is not let in with CONNACK and return code 3, once it has said something: a broker never speaks first. tell: gets what that was. */
export function refuseClient(carrier: Socket, time: RealTime, tell: (first: Uint8Array) => void): MqttTold {
	let unset = time.after(PATIENCE_MS, () => carrier.terminate());
	let answered = false;
	return {
		...DEAF,
		received(bytes) {
			if (answered) return;
			answered = true;
			tell(bytes);
			unset();
			unset = time.after(PATIENCE_MS, () => carrier.terminate());
			carrier.send(NO_ROOM_LEFT);
			carrier.end();
		},
		ended: () => carrier.end(),
		closed: () => unset(),
	};
}
