import { openHeap } from "#model/heap.ts";
import type { RealTime } from "./port.ts";

/** Room time in ms since the room opened. While the room is paused, the clock and all its timers stand still. */
export type RoomClock = {
	now(): number;
	readonly paused: boolean;
	pause(): void;
	resume(): void;
	/** Calls once, when room time has advanced by ms; returns a function that cancels the call. */
	after(ms: number, call: () => void): () => void;
	/** The number of timers that are set. */
	timers(): number;
	/** After this, nothing is called any longer. */
	close(): void;
};

/** The longest that a timer of the machine can wait, in ms. */
export const LONGEST_MS = 2 ** 31 - 1;

/**
 * The machine's timers know whole milliseconds. The rest of one may be as small as the rounding error of a sum. A wait for that rest would
 * end before its time has come: the timer would be set again and again, and no time would go by.
 */
function wholeMs(ms: number): number {
	return Math.max(0, Math.ceil(ms));
}

/** call: null once it has been called or cancelled. */
type Timer = { readonly due: number; readonly order: number; call: (() => void) | null };

function stands({ call }: Timer): boolean {
	return call !== null;
}

/** startAt: the room time at which the clock begins, ms. */
export function openRoomClock(time: Pick<RealTime, "now" | "after">, startAt = 0): RoomClock {
	const timers = openHeap<Timer>((a, b) => a.due < b.due || (a.due === b.due && a.order < b.order));
	let set = 0;
	let order = 0;
	let frozenAt: number | null = null;
	/** Real time minus room time, while running. */
	let offset = time.now() - startAt;
	/** When the machine's timer rings, in room time; null: it is not set. */
	let ringsAt: number | null = null;
	let cancel = () => {};

	const now = () => frozenAt ?? time.now() - offset;
	const first = () => timers.first(stands);
	const rearm = () => {
		const next = frozenAt === null ? first()?.due : undefined;
		if (next !== undefined && ringsAt !== null && ringsAt <= next) return; // it rings early, and is set again then
		cancel();
		cancel = () => {};
		ringsAt = next ?? null;
		if (next !== undefined) cancel = time.after(Math.min(LONGEST_MS, wholeMs(next - now())), ring);
	};
	const forget = (timer: Timer) => {
		timer.call = null;
		set -= 1;
	};
	const ring = () => {
		ringsAt = null;
		try {
			const until = now();
			// One call may pause the room, cancel another timer, or set one that is due at once: that one has a turn of its own.
			const newest = order;
			for (let next = first(); next !== undefined && next.due <= until && next.order <= newest && frozenAt === null; next = first()) {
				const { call } = next;
				forget(next);
				call?.();
			}
		} finally {
			rearm();
		}
	};
	const unset = (timer: Timer) => {
		if (timer.call === null) return;
		forget(timer);
		rearm();
	};
	return {
		now,
		get paused() {
			return frozenAt !== null;
		},
		pause() {
			frozenAt ??= now();
			rearm();
		},
		resume() {
			if (frozenAt === null) return;
			offset = time.now() - frozenAt;
			frozenAt = null;
			rearm();
		},
		after(ms, call) {
			order += 1;
			const timer: Timer = { due: now() + ms, order, call };
			timers.push(timer, stands);
			set += 1;
			rearm();
			return () => unset(timer);
		},
		timers: () => set,
		close() {
			for (let timer = first(); timer !== undefined; timer = first()) forget(timer);
			rearm();
		},
	};
}
