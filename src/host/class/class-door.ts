import type { ClassFrame } from "#contract/class.ts";
import { HelloFrame } from "#contract/class-command.ts";
import { LIMITS } from "#contract/limits.ts";
import { guard, guardTold } from "#host/guard.ts";
import type { TextSocket, WebSocketTold } from "#host/sockets.ts";
import { reasonOf } from "#host/turn-away.ts";
import { openWatcher, type WatcherOptions } from "#host/watcher.ts";
import type { ClassPlace, MemberLine, RoomClass } from "./room-class.ts";

export type ClassDoorOptions = Omit<WatcherOptions, "member"> & {
	readonly lesson: RoomClass;
	/** The seat whose bench this room is; null: it is the class itself. */
	readonly bench: number | null;
	/** The address that the page comes from; null: this machine. */
	readonly from: string | null;
};

/** Try again later (RFC 6455, section 7.4.1, and the registry of close codes). */
const TRY_AGAIN_LATER = 1013;

/** A page comes to a class. It says what it wants to be; one that says anything else, or nothing for LIMITS.helloMs, is a screen. */
export function openClassDoor(socket: TextSocket, { lesson, bench, from, ...options }: ClassDoorOptions): WebSocketTold {
	const { visit, time, log } = options;
	const guarded = guard(log, "a room socket", () => socket.terminate());
	const place: ClassPlace = { ...visit, bench, from };
	let inside: WebSocketTold | null = null;
	let over = false;
	/** Whether nothing was heard of the page in time. */
	let isLate = false;
	const unset = time.after(LIMITS.helloMs, () =>
		guarded(() => {
			isLate = true;
			enter(SCREEN);
		}),
	);
	const line: MemberLine = {
		send(frame: ClassFrame) {
			socket.send(JSON.stringify(frame), () => {});
		},
		isFull: () => socket.unsent() > LIMITS.watcherUnsentBytes,
		turnOut(says) {
			over = true;
			socket.close(TRY_AGAIN_LATER, reasonOf(says));
		},
	};

	/** Null: it was not let in, or is in already. */
	function enter(frame: HelloFrame): WebSocketTold | null {
		if (over || inside !== null) return null;
		unset();
		const member = lesson.hello(place, frame, line);
		if (typeof member === "string") line.turnOut(member);
		else inside = openWatcher(socket, { ...options, member });
		return inside;
	}
	return guardTold(guarded, {
		frame(frame) {
			if (over) return;
			if (inside !== null) {
				// It was slow to say what it wants to be: it comes again, and is heard in time.
				if (isLate && readHello(frame) !== null) return line.turnOut("This page was slow to come in, and comes again.");
				return inside.frame(frame);
			}
			const hello = readHello(frame);
			const entered = enter(hello ?? SCREEN);
			if (hello === null) entered?.frame(frame);
		},
		tooLong() {},
		drained: () => inside?.drained(),
		broke: (says) => inside?.broke(says),
		closed(code) {
			unset();
			over = true;
			if (inside !== null) inside.closed(code);
			else visit.leave();
		},
	});
}

const SCREEN: HelloFrame = { hello: { role: "screen" } };

function readHello(frame: string | Uint8Array): HelloFrame | null {
	if (typeof frame !== "string") return null;
	try {
		const read = HelloFrame.safeParse(JSON.parse(frame));
		return read.success ? read.data : null;
	} catch {
		// Not JSON: the watcher says so.
		return null;
	}
}
