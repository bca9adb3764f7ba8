import type { Origin } from "#contract/event.ts";
import type { Attached, Gate, RealTime, Socket } from "#engine/port.ts";
import { guard, guardTold } from "./guard.ts";
import type { Log } from "./log.ts";
import type { Visit } from "./rooms.ts";
import type { MqttTold } from "./sockets.ts";
import type { Unread } from "./unread.ts";

/** Who is coming, and by what transport: for the room, and for a line in the log. */
export type Newcomer = { readonly origin: Origin; readonly whose: string; readonly gate?: ClientGate | undefined };

/** What lets a client of a class do what it may, until the client is gone. */
export type ClientGate = Gate & { leave(): void };

/** What a host has for every client. */
export type ClientHost = { readonly time: RealTime; readonly log: Log; readonly unread: Unread };

/**
 * An MQTT client, handed to its room. The carrier may be any socket, and need not know what its room did with it before: nothing reaches the
 * carrier after its end, and nothing reaches the room after the room has let go of it.
 */
export function attachClient(visit: Visit, { origin, whose, gate }: Newcomer, carrier: Socket, { log, unread }: ClientHost): MqttTold {
	const guarded = guard(log, whose, () => carrier.terminate());
	// Over: the room has let go of the client, or has been told that the client is gone. After that, nothing is said to either side.
	let over = false;
	let paused = false;
	let attached: Attached | null = null;
	const cut = () => {
		tell((room) => room.gone("it did not read, and this host holds no more for all of its clients"));
		carrier.terminate();
	};
	const reading = unread.join(visit.room.name, { unsent: carrier.unsent, cut });

	function tell(say: (room: Attached) => void): void {
		if (over || attached === null) return;
		over = true;
		const room = attached;
		guarded(() => say(room));
	}
	const socket: Socket = {
		peer: carrier.peer,
		send(bytes, more) {
			if (over) return;
			carrier.send(bytes, more);
			reading.sent(bytes.length);
		},
		flush() {
			if (!over) carrier.flush?.();
		},
		unsent: () => carrier.unsent(),
		pause() {
			paused = true;
			if (!over) carrier.pause();
		},
		resume() {
			if (!paused) return; // called after every packet that arrives
			paused = false;
			carrier.resume();
		},
		holdsBack: () => carrier.holdsBack?.() === true,
		end() {
			if (over) return;
			over = true;
			paused = false;
			// Keep reading and throw the bytes away: otherwise the client's own end is never read, and closing TCP with unread bytes would be a reset.
			carrier.resume();
			carrier.end();
		},
		terminate() {
			over = true;
			carrier.terminate();
		},
	};
	guarded(() => {
		attached = visit.room.attach(origin, socket, gate);
	});
	return guardTold(guarded, {
		received(bytes) {
			if (!over) attached?.received(bytes);
		},
		ended(stillReads) {
			// Half open until the room closes its own end, so that what was on its way to the client still gets there.
			if (!stillReads) tell((room) => room.ended(false));
			else if (!over) attached?.ended(true);
		},
		drained() {
			if (!over) attached?.drained();
		},
		gone: (says) => tell((room) => room.gone(says)),
		violated: (says, clause, breach) => tell((room) => room.violated(says, clause, breach)),
		closed() {
			over = true;
			reading.leave();
			gate?.leave();
			visit.leave();
		},
	});
}
