import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { RealTime } from "#engine/port.ts";
import type { Log } from "./log.ts";
import type { TextSocket } from "./sockets.ts";

/** A socket whose other end may not read. */
type Reader = {
	/** Bytes that were sent and that the network has not taken; or that have come and are not a whole frame yet. */
	unsent(): number;
	/** Ends the socket, and frees what waits in it. */
	cut(): void;
};

/** Bounds what all the clients and pages of a host together have not read, or have begun to send and not finished. */
export type Unread = {
	/** room: where the reader is. leave(): the socket is gone. */
	join(room: string, reader: Reader): { sent(bytes: number): void; leave(): void };
};

export type UnreadOptions = {
	readonly time: RealTime;
	readonly log: Log;
	/** In bytes; default: LIMITS.hostUnreadBytes. */
	readonly most?: number | undefined;
};

/** At least this share of the bound is sent between two counts, however close the bound is. */
const COUNT_SHARE = 1 / 16;
/** At most this share of the bound is left after a cut. */
const LEFT_SHARE = 7 / 8;

/**
 * The readers are counted only when as much has been sent as could break the bound: a packet costs the same however many readers there are.
 * Then the slowest readers of the room that holds most are cut, until there is room again.
 */
export function openUnread({ time, log, most = LIMITS.hostUnreadBytes }: UnreadOptions): Unread {
	const rooms = new Map<string, Set<Reader>>();
	let untilCount = most;
	let due = false;

	function count(): void {
		due = false;
		const loads = [...rooms.values()].map(loadOf);
		let total = loads.reduce((sum, { bytes }) => sum + bytes, 0);
		let cuts = 0;
		if (total > most) {
			while (total > most * LEFT_SHARE) {
				const worst = loads.reduce((a, b) => (b.bytes > a.bytes ? b : a));
				const slowest = worst.held.pop();
				if (slowest === undefined) break;
				worst.bytes -= slowest.bytes;
				total -= slowest.bytes;
				slowest.reader.cut();
				cuts += 1;
			}
			log(
				`${many(cuts, "connection")} cut, of clients or pages that do not read, or do not finish their frames: more than ${most} bytes waited for all of them`,
			);
		}
		untilCount = Math.max(most - total, most * COUNT_SHARE);
	}
	return {
		join(room, reader) {
			const readers = rooms.get(room) ?? new Set();
			rooms.set(room, readers.add(reader));
			return {
				sent(bytes) {
					untilCount -= bytes;
					if (untilCount >= 0 || due) return;
					due = true;
					// Never from inside a room that is sending: a cut is told to the room.
					time.after(0, count);
				},
				leave() {
					readers.delete(reader);
					if (readers.size === 0 && rooms.get(room) === readers) rooms.delete(room);
				},
			};
		},
	};
}

/** The readers of one room; the slowest stands last. */
function loadOf(readers: ReadonlySet<Reader>) {
	const held = [...readers].map((reader) => ({ reader, bytes: reader.unsent() })).sort((a, b) => a.bytes - b.bytes);
	return { held, bytes: held.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** A page's socket whose unread bytes count. leave(): the socket is gone. */
export function countText(unread: Unread, room: string, socket: TextSocket): { readonly socket: TextSocket; leave(): void } {
	const joined = unread.join(room, { unsent: socket.unsent, cut: socket.terminate });
	return {
		leave: joined.leave,
		socket: {
			...socket,
			send(text, taken) {
				socket.send(text, taken);
				joined.sent(text.length);
			},
		},
	};
}
