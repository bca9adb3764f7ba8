/** Calls in a turn of its own: after this turn, and after everything that was asked for before. */
export type Soon = (call: () => void) => void;

/** One direction of a socket in memory. */
export type MemoryLane<T> = {
	/** taken is called once the frame has come out. */
	put(one: T, bytes?: number, taken?: () => void): void;
	/** Bytes that have not come out yet. */
	readonly bytes: number;
	pause(): void;
	resume(): void;
	/** Forgets everything that has not come out yet. */
	clear(): void;
};

/** What is put in comes out in order, each in a turn of its own, and never before put() or resume() has returned. */
export function openMemoryLane<T>(deliver: (one: T) => void, soon: Soon): MemoryLane<T> {
	let waiting: { readonly one: T; readonly bytes: number; readonly taken: () => void }[] = [];
	let bytes = 0;
	let paused = false;
	let due = false;

	function plan(): void {
		if (due || paused || waiting.length === 0) return;
		due = true;
		soon(go);
	}
	function go(): void {
		due = false;
		if (paused) return;
		const next = waiting.shift();
		if (next === undefined) return;
		bytes -= next.bytes;
		// Before the delivery: a fault at the far end does not hold up what follows.
		plan();
		next.taken();
		deliver(next.one);
	}
	return {
		put(one, weight = 0, taken = () => {}) {
			waiting.push({ one, bytes: weight, taken });
			bytes += weight;
			plan();
		},
		get bytes() {
			return bytes;
		},
		pause() {
			paused = true;
		},
		resume() {
			paused = false;
			plan();
		},
		clear() {
			waiting = [];
			bytes = 0;
		},
	};
}
