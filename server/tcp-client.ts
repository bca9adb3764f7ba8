import type { Socket as TcpSocket } from "node:net";
import type { Attached, RealTime, Socket } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Visit } from "#host/rooms.ts";
import { guard } from "./guard.ts";
import { openParcel } from "./parcel.ts";
import { PATIENCE } from "./patience.ts";

/** An MQTT client on TCP, handed to its room with what it has sent so far. Ends with its socket. */
export function attachTcp(tcp: TcpSocket, visit: Visit, already: readonly Uint8Array[], time: RealTime, log: Log): void {
	const guarded = guard(log, "an MQTT client on TCP", () => tcp.destroy());
	let over = false;
	let paused = false;
	let attached: Attached | null = null;
	let unset = () => {};

	function tell(say: (room: Attached) => void): void {
		if (over || attached === null) return;
		over = true;
		const room = attached;
		guarded(() => say(room));
	}
	tcp.on("data", (bytes) => {
		if (!over) guarded(() => attached?.received(bytes));
	});
	// FIN: half open until the room closes its own end, so that what was on its way to the client still gets there.
	tcp.on("end", () => {
		if (!over) guarded(() => attached?.ended(true));
	});
	tcp.on("error", (fault) => tell((room) => room.gone(`the TCP connection broke: ${fault.message}`)));
	tcp.on("close", () => {
		tell((room) => room.gone("the TCP connection closed"));
		over = true;
		unset();
		visit.leave();
	});

	const parcel = openParcel((bytes) => tcp.write(bytes));
	const socket: Socket = {
		send(bytes) {
			if (!over) parcel.add(bytes);
		},
		unsent: () => tcp.writableLength + parcel.bytes,
		pause() {
			paused = true;
			if (!over) tcp.pause();
		},
		resume() {
			if (!paused) return; // asked after every packet that arrives
			paused = false;
			tcp.resume();
		},
		end() {
			if (over) return;
			over = true;
			paused = false;
			parcel.go();
			// Read on, and throw away: a close with unread bytes would be a reset, and the client might lose the last packet.
			tcp.resume();
			tcp.end();
			unset = time.after(PATIENCE.closeMs, () => tcp.destroy());
		},
		terminate() {
			over = true;
			parcel.go(); // what was sent, was sent
			tcp.resetAndDestroy();
		},
	};
	guarded(() => {
		const room = visit.room.attach({ kind: "guest", transport: "tcp" }, socket);
		attached = room;
		for (const bytes of already) if (!over) room.received(bytes);
		// Its FIN may have come while nobody but readFirstPacket listened.
		if (tcp.readableEnded && !over) room.ended(true);
	});
	// Not for a room that has asked to pause meanwhile: it resumes by itself.
	if (!paused) tcp.resume();
}
