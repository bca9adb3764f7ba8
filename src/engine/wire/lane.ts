import type { RoomClock } from "#engine/clock.ts";
import type { Work } from "#engine/work.ts";
import { openHeap } from "#model/heap.ts";

/** One direction of one wire. Loads leave at the far end in the order in which they entered, after the delay; a held head blocks what is behind it. */
export type Lane<T> = {
	enter(load: T): void;
	/** Lets the head arrive now, also while the room is paused. */
	release(): void;
	/** What is under way keeps its place and goes on at the new pace; see flowAll. On a held lane it keeps its place for good. */
	rescale(): void;
	/** Lets the head arrive if it is due. */
	next(): void;
	/** Sets the timer for the head again. */
	arm(): void;
	/** Whether next() lets something arrive. */
	isDue(): boolean;
	/** Empties the lane: everything on it is lost, oldest first. */
	lose(): T[];
	readonly head: { readonly load: T; readonly order: number } | null;
	readonly length: number;
};

/** Timers ring in whole milliseconds of real time; half a millisecond is not worth waiting for. */
const AT_ONCE_MS = 0.5;

/** start: how far whatever moves on the lane had come when this load entered. */
type UnderWay<T> = { readonly load: T; readonly order: number; readonly start: number; readonly since: number };

export type LaneEnds<T> = {
	readonly clock: RoomClock;
	/** Work that a timer brings, and that may be long. */
	readonly work: Pick<Work, "do">;
	/** Runs one step of that work. */
	readonly run: (call: () => void) => void;
	readonly delayMs: () => number;
	/** Nothing ever waits here. */
	readonly isAtOnce?: boolean;
	/** Nothing moves: the wire is silent or held. */
	readonly held: () => boolean;
	/** Counts what enters any lane of the room: the order in time. */
	readonly order: () => number;
	/** The load did not wait at all. */
	readonly passes: (load: T) => void;
	/** The load set out. */
	readonly enters: (load: T, delayMs: number) => void;
	readonly arrives: (load: T, stepped: boolean) => void;
};

export function openLane<T>(ends: LaneEnds<T>): Lane<T> {
	const { clock } = ends;
	let waiting: UnderWay<T>[] = [];
	let cancel: (() => void) | null = null;
	/** How far whatever moves on the lane had come, in lengths of it, when the delay changed last: a change costs the same however much is under way. */
	let pace = { travelled: 0, since: clock.now(), delayMs: 0 };

	const travelledAt = (now: number) => pace.travelled + (pace.delayMs === 0 || ends.held() ? 0 : (now - pace.since) / pace.delayMs);
	/** Room-clock ms until the load is at the far end. */
	const dueIn = ({ start, since }: UnderWay<T>, now: number) => {
		const from = since >= pace.since ? 0 : Math.min(1, pace.travelled - start);
		return (1 - from) * pace.delayMs - (now - Math.max(since, pace.since));
	};
	const arm = () => {
		cancel?.();
		cancel = null;
		const head = waiting[0];
		if (head === undefined || clock.paused || ends.held()) return;
		cancel = clock.after(Math.max(0, dueIn(head, clock.now())), () => ends.work.do(flow));
	};
	const rescale = () => {
		const now = clock.now();
		pace = { travelled: travelledAt(now), since: now, delayMs: ends.delayMs() };
	};
	const isDue = () => {
		const head = waiting[0];
		return head !== undefined && !clock.paused && !ends.held() && dueIn(head, clock.now()) <= AT_ONCE_MS;
	};
	const next = () => {
		if (!isDue()) return;
		const { load } = waiting.shift() as UnderWay<T>;
		ends.arrives(load, false);
	};
	/** One after the other, for as long as the head is due. */
	const flow = () => {
		cancel?.();
		cancel = null;
		ends.run(next);
		if (isDue()) return true;
		arm();
		return false;
	};
	return {
		enter(load) {
			if (ends.isAtOnce === true) return ends.passes(load);
			const delayMs = ends.delayMs();
			if (waiting.length === 0 && delayMs === 0 && !clock.paused && !ends.held()) return ends.passes(load);
			if (delayMs !== pace.delayMs) rescale();
			const now = clock.now();
			waiting.push({ load, order: ends.order(), start: travelledAt(now), since: now });
			ends.enters(load, delayMs);
			if (waiting.length === 1) arm();
		},
		release() {
			const head = waiting.shift();
			if (head === undefined) return;
			ends.arrives(head.load, true);
			arm();
		},
		rescale,
		next() {
			ends.run(next);
		},
		arm,
		isDue,
		lose() {
			cancel?.();
			cancel = null;
			const lost = waiting.map((one) => one.load);
			waiting = [];
			return lost;
		},
		get head() {
			const head = waiting[0];
			return head === undefined ? null : head;
		},
		get length() {
			return waiting.length;
		},
	};
}

/** After a pause or a change of delay: whatever is due on any lane arrives, in order of time, and every lane goes on. */
export function flowAll<T>(lanes: readonly Lane<T>[], work: Pick<Work, "do">): void {
	type Due = { readonly lane: Lane<T>; readonly order: number };
	const due = openHeap<Due>((a, b) => a.order < b.order);
	/** A head that has arrived in the meantime, by a step, does not count; the next one has its own place in the order. */
	const isAhead = ({ lane, order }: Due) => lane.head?.order === order;
	const add = (lane: Lane<T>) => {
		if (lane.head !== null && lane.isDue()) due.push({ lane, order: lane.head.order }, isAhead);
	};
	for (const lane of lanes) add(lane);
	work.do(() => {
		const first = due.take(isAhead);
		if (first === undefined) {
			for (const lane of lanes) lane.arm();
			return false;
		}
		first.lane.next();
		add(first.lane);
		return true;
	});
}
