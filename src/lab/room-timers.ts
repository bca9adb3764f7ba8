/** Says whether the room stands still, and reports every change. */
export type PausableClock = {
	paused(): boolean;
	follow(tell: (paused: boolean) => void): () => void;
};

type Timer = {
	readonly call: () => void;
	readonly everyMs: number;
	leftMs: number;
	startedAt: number;
	handle: ReturnType<typeof setTimeout> | null;
};

/**
 * Intervals that stand still with the room: mqtt.js runs its keep alive on them (timerVariant), so that a pause for a discussion ends
 * nobody's connection. Close these timers along with the connection.
 */
export function openRoomTimers(clock: PausableClock) {
	const timers = new Map<number, Timer>();
	let named = 0;
	let closed = false;

	const start = (timer: Timer) => {
		timer.startedAt = performance.now();
		timer.handle = setTimeout(() => {
			timer.leftMs = timer.everyMs;
			start(timer);
			timer.call();
		}, timer.leftMs);
	};
	const stop = (timer: Timer) => {
		if (timer.handle === null) return;
		clearTimeout(timer.handle);
		timer.handle = null;
		timer.leftMs = Math.max(0, timer.leftMs - (performance.now() - timer.startedAt));
	};
	const unfollow = clock.follow((paused) => {
		for (const timer of timers.values()) {
			if (paused) stop(timer);
			else if (timer.handle === null) start(timer);
		}
	});
	const clear = (id: number) => {
		const timer = timers.get(id);
		if (timer === undefined) return;
		stop(timer);
		timers.delete(id);
	};
	return {
		/** Calls every `everyMs` of the room's time. Returns the timer's id, which is never 0. */
		set(call: () => void, everyMs: number): number {
			named += 1;
			if (closed) return named;
			const timer: Timer = { call, everyMs, leftMs: everyMs, startedAt: 0, handle: null };
			timers.set(named, timer);
			if (!clock.paused()) start(timer);
			return named;
		},
		clear,
		close() {
			closed = true;
			unfollow();
			for (const id of [...timers.keys()]) clear(id);
		},
	};
}
