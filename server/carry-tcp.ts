import type { Socket as TcpSocket } from "node:net";
import type { RealTime, Socket } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { MqttTold } from "#host/sockets.ts";
import { openParcel } from "./parcel.ts";
import { PATIENCE } from "./patience.ts";
import { peerOf } from "./peer.ts";

/** Carries an MQTT client's bytes over its TCP connection, to and from the host. */
export function carryTcp(tcp: TcpSocket, receive: (carrier: Socket) => MqttTold, { time, log }: { time: RealTime; log: Log }): void {
	// Before anything else: the socket may break while it is being taken in.
	tcp.on("error", (fault) => told?.gone(`the TCP connection broke: ${fault.message}`));
	let unset = () => {};
	let told: MqttTold | null = null;
	const parcel = openParcel(
		(bytes) => tcp.write(bytes),
		() => tcp.destroy(),
		log,
	);
	told = receive({
		peer: peerOf(tcp.remoteAddress),
		send: parcel.add,
		flush: parcel.flush,
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
			// A socket that has been ended cannot be reset: Node would never tell that it has closed.
			if (tcp.writableEnded) tcp.destroy();
			else tcp.resetAndDestroy();
		},
	});
	const { received, drained, ended, gone, closed } = told;
	tcp.on("data", received);
	tcp.on("drain", drained);
	tcp.on("end", () => ended(true));
	tcp.on("close", () => {
		unset();
		gone("the TCP connection closed");
		closed();
	});
}
