import type { RealTime, Socket } from "#engine/port.ts";
import { NO_ROOM_LEFT } from "./by-user-name.ts";
import type { MqttTold } from "./sockets.ts";

/** Ms of real time that a client has for its CONNECT, and then for its goodbye. */
const PATIENCE_MS = 1_000;

/** Nothing is done about what the carrier tells. */
export const DEAF: MqttTold = { received() {}, drained() {}, ended() {}, gone() {}, violated() {}, closed() {} };

/** Answers an MQTT client that is not let in with CONNACK and return code 3, once it has said something: a broker never speaks first. */
export function refuseClient(carrier: Socket, time: RealTime): MqttTold {
	let unset = time.after(PATIENCE_MS, () => carrier.terminate());
	let answered = false;
	return {
		...DEAF,
		received() {
			if (answered) return;
			answered = true;
			unset();
			unset = time.after(PATIENCE_MS, () => carrier.terminate());
			carrier.send(NO_ROOM_LEFT);
			carrier.end();
		},
		ended: () => carrier.end(),
		closed: () => unset(),
	};
}
