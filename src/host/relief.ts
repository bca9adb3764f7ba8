import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import type { Log } from "./log.ts";

/** A room, as far as it matters where memory is short. */
export type HeldRoom = {
	readonly name: string;
	/** Who opened the room; null: the host itself. */
	readonly source: string | null;
	/** Nobody is in it. */
	readonly isEmpty: boolean;
	/** A class is led in it: it loses what others lose, and is never ended for them. What is in one room is bounded. */
	readonly isKept: boolean;
	/** Events it has told. */
	readonly told: () => number;
	/** About how many bytes of messages are in it. */
	readonly bytes: () => number;
	/** Whether anybody could miss what is in it. */
	readonly holds: () => boolean;
	/** Keeps no bytes of packets from before. */
	readonly forgetBytes: () => void;
	/** The same, and keeps as few events as it can. */
	readonly shrink: () => void;
	readonly end: (why: string) => void;
};

/** Shares of the memory that are in use, past which something is done about it. */
const SHORT = { shrink: 0.5, crowded: 0.6, full: 0.7 } as const;

/** Rooms that hold less than this share of LIMITS.hostBufferBytes, all together, are not to blame for full buffers. */
const IN_ROOMS = 1 / 2;

/** Share of what has still to be freed that a further room has to hold, or its end would not help. */
const WORTH = 1 / 10;

/** Ms after which it is tried again to open rooms, if nothing has been heard of the memory since: an idle process does not look at it. */
const CROWDED_MS = 30_000;

/** Shares of its memory that the process cannot do without: of the heap, and of LIMITS.hostBufferBytes, which is for what clients have sent and what waits for them. */
export type Used = {
	readonly heap: number;
	readonly buffers: number;
	/** Bytes that the whole heap may take; default: it is not reckoned how much of it a room frees. */
	readonly limit?: number;
};

export type Relief = {
	/** Asked whenever that is known anew. */
	relieve(used: Used): void;
	/** No room is opened while this is so. */
	readonly crowded: boolean;
};

/**
 * A process that has used up its memory ends, and all rooms with it: so some rooms lose something before that. Where the heap is short, all
 * lose the older events of their log, which are told in sum, and where the buffers are, the bytes of packets from before; then the rooms without
 * anybody in them go; last of all, one that is in use. Where the heap is full, that is the one that has told most since the last time, of the
 * source that has most rooms; where the buffers are, and rooms hold half of what there may be, the one with most bytes, of the source whose rooms
 * have most.
 */
export function openRelief(rooms: () => readonly HeldRoom[], time: RealTime, log: Log): Relief {
	let toShrink: HeldRoom[] = [];
	let toldBefore = new Map<string, number>();
	let crowdedUntil = Number.NEGATIVE_INFINITY;

	/** One room in a turn: to fold a long log takes a while. */
	function shrinkNext(): void {
		const room = toShrink.pop();
		if (toShrink.length > 0) time.after(0, shrinkNext);
		room?.shrink();
	}
	/** The room to blame where the heap is full: what a room tells is what grows there. */
	function byHeap(all: readonly HeldRoom[]): HeldRoom | undefined {
		const weighed = all.map((room) => ({ room, ofSource: 1, alone: room.told() - (toldBefore.get(room.name) ?? 0) }));
		return heaviest(weighed);
	}
	/** The same for the buffers. */
	function byBuffers(all: readonly HeldRoom[]): HeldRoom | undefined {
		const weighed = all.map((room) => {
			const bytes = room.bytes();
			return { room, ofSource: bytes, alone: bytes };
		});
		return heaviest(weighed);
	}
	/** By what is fuller, and where that blames nobody, by the other. */
	function worst(all: readonly HeldRoom[], { heap, buffers }: Used): HeldRoom | undefined {
		const ways = [
			{ share: heap, blamed: byHeap },
			{ share: buffers, blamed: byBuffers },
		];
		for (const { share, blamed } of ways.sort((a, b) => b.share - a.share)) {
			const room = share > SHORT.full ? blamed(all) : undefined;
			if (room !== undefined) return room;
		}
		return undefined;
	}
	/** Ends the worst room, and further ones until what they hold is as much as the heap has too much of. */
	function endWorst(all: readonly HeldRoom[], { heap, buffers, limit = 0 }: Used): void {
		let left: readonly HeldRoom[] = all.filter(({ isKept }) => !isKept);
		const first = left;
		let toFree = heap > SHORT.full ? (heap - SHORT.crowded) * limit : 0;
		do {
			const room = worst(left, { heap, buffers });
			if (room === undefined) return;
			// What a room holds besides is not known; a room that holds little would not be missed on the heap.
			const bytes = room.bytes();
			if (left !== first && bytes < toFree * WORTH) return;
			toFree -= bytes;
			left = left.filter((one) => one !== room);
			room.end("this host was out of memory, and the room took most of it");
		} while (toFree > 0);
	}
	return {
		get crowded() {
			return time.now() < crowdedUntil;
		},
		relieve({ heap, buffers: inAll, limit = 0 }) {
			const all = rooms();
			// Whatever they are full of: no message is lost with these.
			if (inAll > SHORT.shrink) for (const room of all) room.forgetBytes();
			// Where the buffers are full of what is in no room, to end rooms or to open none would only cost their people.
			const buffers = inAll > SHORT.shrink && areInRooms(all) ? inAll : 0;
			const used = Math.max(heap, buffers);
			const crowded = used > SHORT.crowded;
			crowdedUntil = crowded ? time.now() + CROWDED_MS : Number.NEGATIVE_INFINITY;
			if (used > SHORT.shrink) {
				const empty = all.filter((room) => room.isEmpty && (crowded || !room.holds()));
				for (const room of empty) room.end("it was empty, and this host is short of memory");
				if (used > SHORT.full && empty.length === 0) endWorst(all, { heap, buffers, limit });
				log(`memory is short: ${Math.round(used * 100)} percent is in use, ${empty.length} empty rooms were closed`);
				if (heap > SHORT.shrink) {
					if (toShrink.length === 0) time.after(0, shrinkNext);
					toShrink = [...rooms()].sort((a, b) => a.told() - b.told());
				}
			}
			toldBefore = new Map(all.map((room) => [room.name, room.told()]));
		},
	};
}

function areInRooms(all: readonly HeldRoom[]): boolean {
	return all.reduce((sum, room) => sum + room.bytes(), 0) >= LIMITS.hostBufferBytes * IN_ROOMS;
}

type Weighed = { readonly room: HeldRoom; readonly ofSource: number; readonly alone: number };

/** Of the source whose rooms weigh most together, the room that weighs most alone. */
function heaviest(all: readonly Weighed[]): HeldRoom | undefined {
	const sources = new Map<string | null, number>();
	for (const { room, ofSource } of all) sources.set(room.source, (sources.get(room.source) ?? 0) + ofSource);
	const [[most] = [null]] = [...sources].sort(([, a], [, b]) => b - a);
	return all.filter(({ room }) => room.source === most).sort((a, b) => b.alone - a.alone)[0]?.room;
}
