import type { RealTime } from "#engine/port.ts";

/** Time for tests, which stands still until it is moved. */
export type StillTime = RealTime & {
	/** Moves time on by ms; what falls due is called in order. */
	pass(ms: number): void;
	/** The number of timers that are set. */
	readonly timers: number;
};

export function openStillTime(): StillTime {
	let now = 0;
	const due = new Set<{ readonly at: number; readonly call: () => void }>();
	return {
		now: () => now,
		soon: (call) => void setImmediate(call),
		after(ms, call) {
			const timer = { at: now + ms, call };
			due.add(timer);
			return () => due.delete(timer);
		},
		pass(ms) {
			const until = now + ms;
			for (;;) {
				const next = [...due].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
				if (next === undefined) break;
				due.delete(next);
				now = Math.max(now, next.at);
				next.call();
			}
			now = until;
		},
		get timers() {
			return due.size;
		},
	};
}
