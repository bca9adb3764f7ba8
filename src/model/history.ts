import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { goOn, openUnfolded, STRETCH, type Stretch, type Unfolded } from "./stretches.ts";
import type { World } from "./world.ts";

/**
 * What has happened in a room: a world, the events since, and the world after any of them. A history is a value: append() returns the next
 * one, and an older one goes on saying what it said for as long as somebody keeps it.
 */
export type History = {
	/** The seq of the oldest world that is known here. The events kept are those after it. */
	readonly from: number;
	/** The world after all of it; its seq is that of the newest event. */
	readonly live: World;
	/** The world right after that event, at `from` the one before all events kept; null: no longer kept, or not yet there. */
	at(seq: number): World | null;
	/** Null: no longer kept, or not yet there. */
	event(seq: number): RoomEvent | null;
	/** The events kept that have a higher seq, oldest first. */
	after(seq: number): readonly RoomEvent[];
	/** The newest event kept of which this holds; null: none. */
	last(holds: (event: RoomEvent) => boolean): RoomEvent | null;
	/** The worlds on both sides of an event that is kept here. */
	sides(event: RoomEvent): { readonly world: World; readonly before: World };
	/** The part of it from the world after that event on, as far as it is kept. */
	since(seq: number): History;
	/** The history with these too. They follow the newest event, and each other, without a gap. Costs what they cost, however much is kept. */
	append(events: readonly RoomEvent[]): History;
};

/** A history that begins with this world. `keep`: the events kept; past it, the oldest go, and its beginning moves on. */
export function openHistory(base: World, keep: number = LIMITS.logLines): History {
	return historyOf({ full: [], newest: { base, events: [] }, from: base.seq, live: base, keep, unfolded: openUnfolded() });
}

type Kept = {
	/** Oldest first. The first of all stretches may begin before `from`. */
	readonly full: readonly Stretch[];
	readonly newest: Stretch;
	readonly from: number;
	readonly live: World;
	readonly keep: number;
	/** Shared by all histories that come of one. */
	readonly unfolded: Unfolded;
};

function historyOf(kept: Kept): History {
	const { full, newest, from, live, unfolded } = kept;
	const start = (full[0] ?? newest).base.seq;
	/** The one with the world of this seq, and with the event that follows it. */
	const stretchAt = (seq: number) => full[Math.floor((seq - start) / STRETCH)] ?? newest;
	const event = (seq: number) => {
		const { base, events } = stretchAt(seq - 1);
		return seq <= from || seq > live.seq ? null : (events[seq - base.seq - 1] ?? null);
	};
	const at = (seq: number) => {
		if (seq < from || seq > live.seq) return null;
		if (seq < live.seq) {
			const stretch = stretchAt(seq);
			return unfolded.after(stretch, seq - stretch.base.seq);
		}
		unfolded.end(newest, live);
		return live;
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
			if (before === null || world === null) throw new Error(`event ${seq} is not kept: ${from} to ${live.seq} are`);
			return { world, before };
		},
		since(seq) {
			return seq <= from ? history : historyOf(cut(kept, Math.min(seq, live.seq)));
		},
		append(events) {
			const stray = events.find((one, index) => one.seq !== live.seq + 1 + index);
			if (stray !== undefined) throw new Error(`event ${stray.seq} does not follow event ${live.seq} and those between them`);
			return events.length === 0 ? history : historyOf(grow(kept, events));
		},
	};
	return history;
}

function grow(kept: Kept, events: readonly RoomEvent[]): Kept {
	const { filled, newest, live } = goOn(kept.newest, kept.live, events, kept.unfolded);
	const full = filled.length === 0 ? kept.full : [...kept.full, ...filled];
	const from = live.seq - kept.keep;
	const grown = { ...kept, full, newest, live };
	return from <= kept.from ? grown : cut(grown, from);
}

/** Without what stands before this seq. A stretch goes when all of it can. */
function cut(kept: Kept, from: number): Kept {
	const { full, newest } = kept;
	const first = full.findIndex((_, at) => (full[at + 1] ?? newest).base.seq > from);
	if (first === 0) return { ...kept, from };
	return { ...kept, from, full: first < 0 ? [] : full.slice(first) };
}
