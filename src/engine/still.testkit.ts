import type { RealTime } from "./port.ts";

/** Time that goes on only when told. */
export function openStillTime(): RealTime & { go(ms: number): void } {
	let now = 0;
	let timers: { due: number; call: () => void }[] = [];
	return {
		now: () => now,
		after(ms, call) {
			const timer = { due: now + ms, call };
			timers.push(timer);
			return () => {
				timers = timers.filter((other) => other !== timer);
			};
		},
		go(ms) {
			const until = now + ms;
			for (;;) {
				const next = timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
				if (next === undefined) break;
				timers = timers.filter((other) => other !== next);
				now = Math.max(now, next.due);
				next.call();
			}
			now = until;
		},
	};
}
