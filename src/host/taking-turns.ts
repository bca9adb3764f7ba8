import type { RealTime } from "#engine/port.ts";

/** Those of one line for which something is done in one turn of the event loop. */
const A_TURN = 8;
/** Ms after which a turn is over for all lines, however few have been served: a part of a room full of sessions takes longer to write than one of an empty room. */
const SLICE_MS = 4;

/** Those that wait for the same kind of thing: the pages of one room, say. */
export type Line<T> = {
	due(one: T): void;
	/** This one is not through, and what was done for it was enough for a turn. */
	later(one: T): void;
	/** Nobody is served any more. */
	close(): void;
};

export type Turns = {
	line<T>(serve: (one: T) => void): Line<T>;
	/** No line is served any more. */
	close(): void;
};

/**
 * Does something small for each of many, but only for so many in one turn of the event loop: all pages of all rooms may be due at once, and
 * what else the host does waits no longer than a turn. The first are served at once, the others in the order in which they became due, one of
 * each line after the other.
 */
export function openTurns(time: RealTime): Turns {
	/** Serve the next one of their lines. The line whose turn comes next stands first. */
	const waiting = new Set<() => void>();
	/** As above, of lines that have had their share of this turn. */
	const served = new Set<() => void>();
	let turn = 0;
	let begunAt = 0;
	let spent = false;
	let unset: (() => void) | null = null;

	function begin(): void {
		unset = null;
		spent = false;
		turn += 1;
		for (const next of served) waiting.add(next);
		served.clear();
		for (const next of waiting) {
			if (spent) break;
			next();
		}
		if (waiting.size > 0) arm();
	}
	function arm(): void {
		if (unset !== null) return;
		begunAt = time.now();
		unset = time.after(0, begin);
	}

	function line<T>(serve: (one: T) => void): Line<T> {
		const ones = new Set<T>();
		let used = 0;
		let inTurn = turn;
		let closed = false;

		const left = () => {
			if (inTurn !== turn) used = 0;
			inTurn = turn;
			return A_TURN - used;
		};
		function take(one: T): void {
			arm();
			used += 1;
			serve(one);
			if (time.now() - begunAt >= SLICE_MS) spent = true;
		}
		function wait(one: T): void {
			if (closed) return;
			ones.add(one);
			if (!waiting.has(next)) (left() > 0 ? waiting : served).add(next);
			arm();
		}
		function next(): void {
			waiting.delete(next);
			const [one] = ones;
			ones.delete(one as T);
			// Before anything is done: a fault in it costs nobody behind it the turn.
			if (ones.size > 0) (left() > 1 ? waiting : served).add(next);
			take(one as T);
		}
		return {
			due(one) {
				if (closed) return;
				if (spent || left() === 0) wait(one);
				else take(one);
			},
			later(one) {
				used += left();
				waiting.delete(next);
				wait(one);
			},
			close() {
				closed = true;
				ones.clear();
				waiting.delete(next);
				served.delete(next);
			},
		};
	}
	return {
		line,
		close() {
			unset?.();
			unset = () => {};
			waiting.clear();
			served.clear();
			spent = true;
		},
	};
}
