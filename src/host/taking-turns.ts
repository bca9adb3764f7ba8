import type { RealTime } from "#engine/port.ts";

/** Those for whom something is done in one turn of the event loop. */
const A_TURN = 8;
/** Ms after which a turn is over, however few have been served: a part of a room full of sessions takes longer to write than one of an empty room. */
const SLICE_MS = 4;

export type Turns<T> = {
	due(one: T): void;
	/** This one is not through, and what was done for it was enough for a turn. */
	later(one: T): void;
	close(): void;
};

/**
 * Does something small for each of many, but only for so many in one turn of the event loop: all pages of a room may be due at once, and what
 * else the host does waits no longer than a turn. The first are served at once, the others in the order in which they became due.
 */
export function openTurns<T>(serve: (one: T) => void, time: RealTime): Turns<T> {
	const waiting = new Set<T>();
	let left = A_TURN;
	let begunAt = 0;
	let unset: (() => void) | null = null;
	let closed = false;

	function turn(): void {
		unset = null;
		left = A_TURN;
		for (const one of waiting) {
			if (left === 0) break;
			waiting.delete(one);
			take(one);
		}
	}
	function take(one: T): void {
		if (unset === null) {
			begunAt = time.now();
			unset = time.after(0, turn);
		}
		left -= 1;
		serve(one);
		if (time.now() - begunAt >= SLICE_MS) left = 0;
	}
	return {
		due(one) {
			if (closed) return;
			if (left > 0) take(one);
			else waiting.add(one);
		},
		later(one) {
			left = 0;
			waiting.add(one);
		},
		close() {
			closed = true;
			unset?.();
			waiting.clear();
		},
	};
}
