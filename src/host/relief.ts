import type { Log } from "./log.ts";

/** A room, as far as it matters where memory is short. */
export type HeldRoom = {
	readonly name: string;
	/** Who opened the room; null: the host itself. */
	readonly source: string | null;
	/** Nobody is in it. */
	readonly isEmpty: boolean;
	/** Events it has told. */
	readonly told: () => number;
	/** Whether anybody could miss what is in it. */
	readonly holds: () => boolean;
	/** Keeps as few events as it can. */
	readonly shrink: () => void;
	readonly end: (why: string) => void;
};

/** Shares of the memory that are in use, past which something is done about it. */
const SHORT = { shrink: 0.6, crowded: 0.75, full: 0.85 } as const;

export type Relief = {
	/** used: the share of its memory that the process cannot do without. Asked whenever that is known anew. */
	relieve(used: number): void;
	/** No room is opened while this is so. */
	readonly crowded: boolean;
};

/**
 * A process that has used up its memory ends, and all rooms with it: so some rooms lose something before that. First, all lose the older
 * events of their log, which are told in sum; then the rooms without anybody in them go; last of all, one that is in use: of the source that
 * has most rooms the one that has told most since the last time.
 */
export function openRelief(rooms: () => readonly HeldRoom[], log: Log): Relief {
	let toldBefore = new Map<string, number>();
	let crowded = false;

	function worst(all: readonly HeldRoom[]): HeldRoom | undefined {
		const bySource = new Map<string | null, HeldRoom[]>();
		for (const room of all) bySource.set(room.source, [...(bySource.get(room.source) ?? []), room]);
		const [most = []] = [...bySource.values()].sort((a, b) => b.length - a.length);
		const grown = ({ name, told }: HeldRoom) => told() - (toldBefore.get(name) ?? 0);
		return [...most].sort((a, b) => grown(b) - grown(a))[0];
	}
	return {
		get crowded() {
			return crowded;
		},
		relieve(used) {
			crowded = used > SHORT.crowded;
			const all = rooms();
			if (used > SHORT.shrink) for (const room of all) room.shrink();
			const empty = all.filter((room) => room.isEmpty);
			const missed = used > SHORT.shrink ? empty.filter((room) => crowded || !room.holds()) : [];
			for (const room of missed) room.end("it was empty, and this host is short of memory");
			if (used > SHORT.full && missed.length === 0) worst(all)?.end("this host was out of memory, and it grew fastest");
			if (used > SHORT.shrink)
				log(`memory is short: ${Math.round(used * 100)} percent is in use, ${missed.length} empty rooms were closed`);
			toldBefore = new Map(all.map((room) => [room.name, room.told()]));
		},
	};
}
