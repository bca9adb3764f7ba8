import type { RoomClock } from "#engine/clock.ts";

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
	/** Room-clock ms until the head is due; null when the lane is empty or held. */
	readonly dueInMs: number | null;
	/** Empties the lane: everything on it is lost, oldest first. */
	lose(): T[];
	readonly head: { readonly load: T; readonly order: number } | null;
	readonly length: number;
};

/** Timers ring in whole milliseconds of real time; half a millisecond is not worth waiting for. */
const AT_ONCE_MS = 0.5;

type UnderWay<T> = { readonly load: T; readonly order: number; from: number; since: number; delayMs: number };

export type LaneEnds<T> = {
	readonly clock: RoomClock;
	/** Runs what a timer calls. */
	readonly run: (call: () => void) => void;
	readonly delayMs: () => number;
	/** Nothing moves: the wire is silent. */
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

	const arm = () => {
		cancel?.();
		cancel = null;
		const head = waiting[0];
		if (head === undefined || clock.paused || ends.held()) return;
		cancel = clock.after(Math.max(0, dueIn(head, clock.now())), () => ends.run(flow));
	};
	const flow = () => {
		cancel?.();
		cancel = null;
		for (let head = waiting[0]; head !== undefined && !clock.paused && !ends.held(); head = waiting[0]) {
			if (dueIn(head, clock.now()) > AT_ONCE_MS) break;
			waiting.shift();
			ends.arrives(head.load, false);
		}
		arm();
	};
	return {
		enter(load) {
			const delayMs = ends.delayMs();
			if (waiting.length === 0 && delayMs === 0 && !clock.paused && !ends.held()) return ends.passes(load);
			waiting.push({ load, order: ends.order(), from: 0, since: clock.now(), delayMs });
			ends.enters(load, delayMs);
			if (waiting.length === 1) arm();
		},
		release() {
			const head = waiting.shift();
			if (head === undefined) return;
			ends.arrives(head.load, true);
			arm();
		},
		rescale() {
			const now = clock.now();
			const delayMs = ends.delayMs();
			for (const one of waiting) {
				one.from = one.delayMs === 0 || ends.held() ? one.from : Math.min(1, one.from + (now - one.since) / one.delayMs);
				one.since = now;
				one.delayMs = delayMs;
			}
		},
		next() {
			const head = waiting[0];
			if (head === undefined || clock.paused || ends.held() || dueIn(head, clock.now()) > AT_ONCE_MS) return;
			waiting.shift();
			ends.arrives(head.load, false);
		},
		arm,
		get dueInMs() {
			const head = waiting[0];
			return head === undefined || ends.held() ? null : dueIn(head, clock.now());
		},
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
export function flowAll<T>(lanes: readonly Lane<T>[], clock: RoomClock): void {
	while (!clock.paused) {
		let first: Lane<T> | null = null;
		for (const lane of lanes) {
			const due = lane.dueInMs;
			if (due === null || due > AT_ONCE_MS) continue;
			if (first === null || (lane.head?.order ?? 0) < (first.head?.order ?? 0)) first = lane;
		}
		if (first === null) break;
		first.next();
	}
	for (const lane of lanes) lane.arm();
}

/** Room-clock ms until the load is at the far end. */
function dueIn(one: UnderWay<unknown>, now: number): number {
	return (1 - one.from) * one.delayMs - (now - one.since);
}
