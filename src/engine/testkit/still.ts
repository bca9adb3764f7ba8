import type { RealTime } from "#engine/port.ts";

/** Time for tests, which stands still until it is moved. */
export type StillTime = RealTime & {
	/** Moves time on by ms; what falls due is called in order. */
	pass(ms: number): void;
	/** Sets the clock on the wall ahead by ms, while no time goes by: as where a process ends, and another begins later. */
	setAhead(ms: number): void;
	/** The number of timers that are set. */
	readonly timers: number;
	/** Whether something is to be done in a later turn of the event loop. */
	readonly hasWork: boolean;
};

/** Ms since the epoch when this time begins. */
export const WALL_AT_0 = Date.UTC(2026, 0, 1);

/** No room has as many timers due at one moment: past this, a timer is being set again and again for a time that never comes. */
const CALLS_AT_A_MOMENT = 100_000;

export function openStillTime(): StillTime {
	let now = 0;
	let ahead = WALL_AT_0;
	let soon = 0;
	const due = new Set<{ readonly at: number; readonly call: () => void }>();
	return {
		now: () => now,
		wall: () => ahead + now,
		setAhead(ms) {
			ahead += ms;
		},
		soon(call) {
			soon += 1;
			setImmediate(() => {
				soon -= 1;
				call();
			});
		},
		after(ms, call) {
			const timer = { at: now + ms, call };
			due.add(timer);
			return () => due.delete(timer);
		},
		pass(ms) {
			const until = now + ms;
			for (let calls = 1; ; calls += 1) {
				const next = [...due].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
				if (next === undefined) break;
				due.delete(next);
				if (next.at > now) calls = 0;
				if (calls > CALLS_AT_A_MOMENT) throw new Error(`Timers ring again and again at ${now} ms, and no time goes by.`);
				now = Math.max(now, next.at);
				next.call();
			}
			now = until;
		},
		get hasWork() {
			return soon > 0;
		},
		get timers() {
			return due.size;
		},
	};
}

/** So many turns of the event loop: enough for a broker that does its work in turns of its own, which no time counts. */
export async function turns(count = 12): Promise<void> {
	for (let turn = 0; turn < count; turn += 1) await new Promise((next) => setImmediate(next));
}

/** Everything that is to be done in later turns is done. */
export async function settled(time: StillTime): Promise<void> {
	do await turns(1);
	while (time.hasWork);
}
