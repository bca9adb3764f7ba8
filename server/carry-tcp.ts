import type { Socket as TcpSocket } from "node:net";
import type { RealTime, Socket } from "#engine/port.ts";
import type { MqttTold } from "#host/sockets.ts";
import { openParcel } from "./parcel.ts";
import { PATIENCE } from "./patience.ts";

/** Carries an MQTT client's bytes over its TCP connection, to and from the host. */
export function carryTcp(tcp: TcpSocket, receive: (carrier: Socket) => MqttTold, time: RealTime): void {
	let unset = () => {};
	const parcel = openParcel((bytes) => tcp.write(bytes));
	const told = receive({
		send: parcel.add,
		unsent: () => tcp.writableLength + parcel.bytes,
		pause: () => void tcp.pause(),
		resume: () => void tcp.resume(),
		end() {
			parcel.go();
			tcp.end();
			unset = time.after(PATIENCE.closeMs, () => tcp.destroy());
		},
		terminate() {
			parcel.go(); // what was sent, was sent
			tcp.resetAndDestroy();
		},
	});
	tcp.on("data", (bytes) => told.received(bytes));
	tcp.on("drain", () => told.drained());
	tcp.on("end", () => told.ended(true));
	tcp.on("error", (fault) => told.gone(`the TCP connection broke: ${fault.message}`));
	tcp.on("close", () => {
		unset();
		told.gone("the TCP connection closed");
		told.closed();
	});
}
