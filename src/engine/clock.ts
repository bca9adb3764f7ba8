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

type Timer = { readonly due: number; readonly call: () => void };

/** startAt: the room time at which the clock begins, ms. */
export function openRoomClock(time: RealTime, startAt = 0): RoomClock {
	const timers = new Set<Timer>();
	let frozenAt: number | null = null;
	/** Real time minus room time, while running. */
	let offset = time.now() - startAt;
	let cancel: (() => void) | null = null;

	const now = () => frozenAt ?? time.now() - offset;
	const rearm = () => {
		cancel?.();
		cancel = null;
		if (frozenAt !== null || timers.size === 0) return;
		let next = Number.POSITIVE_INFINITY;
		for (const timer of timers) if (timer.due < next) next = timer.due;
		cancel = time.after(Math.min(LONGEST_MS, Math.max(0, next - now())), ring);
	};
	const ring = () => {
		cancel = null;
		try {
			const due = [...timers].filter((timer) => timer.due <= now()).sort((a, b) => a.due - b.due);
			for (const timer of due) {
				// One call may pause the room or cancel another timer.
				if (frozenAt !== null) break;
				if (timers.delete(timer)) timer.call();
			}
		} finally {
			rearm();
		}
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
			const timer = { due: now() + ms, call };
			timers.add(timer);
			rearm();
			return () => {
				if (timers.delete(timer)) rearm();
			};
		},
		timers: () => timers.size,
		close() {
			timers.clear();
			rearm();
		},
	};
}
