import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { BLOCK, BLOCK_STRETCHES, type Block, blockOf, RECENT_STRETCHES, stretchIn } from "./blocks.ts";
import type { BothWorlds } from "./both-worlds.ts";
import { fold } from "./reduce.ts";
import { nothingUnfolded, STRETCH, type Stretch, stretchFrom, type Unfolded, worldAfter } from "./stretches.ts";
import type { World } from "./world.ts";

/**
 * What has happened in a room: a world, the events since, and the world after any of them. A history is a value: append() returns the next
 * one, and an older history goes on saying what it said for as long as somebody keeps it.
 */
export type History = {
	/** The seq of the oldest world that is known here. The kept events are those after it. */
	readonly from: number;
	/** The world after the whole history; its seq is that of the newest event. */
	readonly live: World;
	/** The world right after that event; at `from`, the world before all kept events. Null: no longer kept, or not there yet. */
	at(seq: number): World | null;
	/** Null: the event is no longer kept, or not there yet. */
	event(seq: number): RoomEvent | null;
	/** The kept events that have a higher seq, oldest first. */
	after(seq: number): readonly RoomEvent[];
	/** The newest kept event for which this holds; null: there is none. */
	last(holds: (event: RoomEvent) => boolean): RoomEvent | null;
	/** The worlds on both sides of an event that is kept here; any other event is an exception. */
	sides(event: RoomEvent): BothWorlds;
	/** The part of the history from the world after that event on, as far as it is kept. */
	since(seq: number): History;
	/** The history with what happened before it: past ends where this history begins, anything else is an exception. */
	behind(past: History): History;
	/** The history with these events added, at the cost of these events alone. They follow the newest event, and each other: a gap is an exception. */
	append(events: readonly RoomEvent[]): History;
};

/**
 * A history that begins with this world. `keep`: how many events are kept; past that the oldest go, and the beginning of the history moves on.
 * Measured with three copies of each message: 12 MB after 10,000 events, 36 MB after 50,000, and 97 MB from 150,000 on with 30 sessions;
 * 7, 29 and 72 MB with three sessions that have 1,200 messages to remember. Most of that is the events. Any world of it took 4 ms (median).
 */
export function openHistory(base: World, keep: number = LIMITS.historyEvents): History {
	return historyOf({
		head: null,
		old: [],
		full: [],
		newest: stretchFrom(base),
		from: base.seq,
		live: base,
		keep,
		unfolded: nothingUnfolded(),
	});
}

type Kept = {
	/** What happened before, told later; its last world is this history's first. */
	readonly head: History | null;
	/** Oldest first: blocks, then stretches. The first of all may begin before `from`. */
	readonly old: readonly Block[];
	readonly full: readonly Stretch[];
	readonly newest: Stretch;
	readonly from: number;
	readonly live: World;
	readonly keep: number;
	/** Shared by all histories that descend from the same one. */
	readonly unfolded: Unfolded;
};

function historyOf(kept: Kept): History {
	const { head, old, full, newest, from, live, unfolded } = kept;
	const start = (old[0] ?? full[0] ?? newest).base.seq;
	/** Where the stretches begin that are not in a block. */
	const recent = start + old.length * BLOCK;
	const blockAt = (seq: number) => old[Math.floor((seq - start) / BLOCK)] as Block;
	/** The stretch that holds the world with this seq, and the event that follows that world. */
	const stretchAt = (seq: number) => full[Math.floor((seq - recent) / STRETCH)] ?? newest;
	const event = (seq: number) => {
		if (seq <= from || seq > live.seq) return null;
		if (head !== null && seq <= head.live.seq) return head.event(seq);
		const { base, events } = seq <= recent ? blockAt(seq - 1) : stretchAt(seq - 1);
		return events[seq - base.seq - 1] ?? null;
	};
	const at = (seq: number) => {
		if (seq < from || seq > live.seq) return null;
		if (seq === live.seq) return live;
		if (head !== null && seq < head.live.seq) return head.at(seq);
		const block = seq < recent ? blockAt(seq) : null;
		const stretch = block === null ? stretchAt(seq) : stretchIn(block, seq - block.base.seq, unfolded);
		return worldAfter(stretch, seq - stretch.base.seq, unfolded);
	};
	const history: History = {
		from,
		live,
		at,
		event,
		after(seq) {
			const events: RoomEvent[] = [];
			for (let next = event(Math.max(seq, from) + 1); next !== null; next = event(next.seq + 1)) events.push(next);
			return events;
		},
		last(holds) {
			let one = event(live.seq);
			while (one !== null && !holds(one)) one = event(one.seq - 1);
			return one;
		},
		sides({ seq }) {
			const [before, world] = [at(seq - 1), at(seq)];
			if (before === null || world === null) throw new Error(`event ${seq} is not kept`);
			return { world, before };
		},
		since(seq) {
			return seq <= from ? history : historyOf(cut(kept, Math.min(seq, live.seq)));
		},
		behind(past) {
			if (past.live.seq !== from || head !== null) throw new Error(`event ${past.live.seq} does not come before`);
			return historyOf(cut({ ...kept, head: past, from: past.from }, Math.max(past.from, live.seq - kept.keep)));
		},
		append(events) {
			const stray = events.find((one, index) => one.seq !== live.seq + 1 + index);
			if (stray !== undefined) throw new Error(`event ${stray.seq} does not follow`);
			return events.length === 0 ? history : historyOf(grow(kept, events));
		},
	};
	return history;
}

function grow(kept: Kept, events: readonly RoomEvent[]): Kept {
	let { old, full, newest, live } = kept;
	const taken = live.seq - newest.base.seq;
	// Another history has already gone on from here: the events that the other history added are its own.
	if (newest.events.length > taken) newest = stretchFrom(newest.base, newest.events.slice(0, taken));
	let at = 0;
	// A whole past that comes at once: what will be old at its end is not folded by the stretch first, which takes five times as long.
	for (; full.length === 0 && newest.events.length === 0 && events.length - at >= BLOCK + RECENT_STRETCHES * STRETCH; at += BLOCK) {
		const block: Block = { base: live, events: events.slice(at, at + BLOCK), stretches: null };
		old = [...old, block];
		live = fold(live, block.events);
		newest = stretchFrom(live);
	}
	while (at < events.length) {
		if (newest.events.length === STRETCH) {
			full = [...full, newest];
			newest = stretchFrom(live, [], newest);
		}
		if (full.length === RECENT_STRETCHES + BLOCK_STRETCHES) {
			old = [...old, blockOf(full.slice(0, BLOCK_STRETCHES))];
			full = full.slice(BLOCK_STRETCHES);
		}
		const part = events.slice(at, at + STRETCH - newest.events.length);
		newest.events.push(...part);
		live = fold(live, part);
		at += part.length;
	}
	return cut({ ...kept, old, full, newest, live }, Math.max(kept.from, live.seq - kept.keep));
}

/** Drops what stands before this seq. A block or stretch goes when all of it can go. */
function cut(kept: Kept, from: number): Kept {
	const { old, full, newest } = kept;
	const head = kept.head !== null && from < kept.head.live.seq ? kept.head.since(from) : null;
	const start = (old[0] ?? full[0] ?? newest).base.seq;
	const blocks = Math.min(old.length, Math.floor((from - start) / BLOCK));
	const stretches = Math.min(full.length, Math.floor((from - start - old.length * BLOCK) / STRETCH));
	return { ...kept, head, from, old: blocks > 0 ? old.slice(blocks) : old, full: stretches > 0 ? full.slice(stretches) : full };
}
