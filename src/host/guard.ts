import type { RealTime } from "#engine/port.ts";
import type { Log } from "./log.ts";
import { sayFault } from "./say-fault.ts";

/** Does some work; a fault in it goes no further. */
export type Guarded = (work: () => void) => void;

/** The one catch per connection: a bug that the connection's bytes trigger is logged, and costs that connection only. */
export function guard(log: Log, whose: string, end: () => void): Guarded {
	return (work) => {
		try {
			work();
		} catch (fault) {
			log(`${whose} was ended by a fault of ours: ${sayFault(fault)}`, fault);
			end();
		}
	};
}

type Told = { readonly [name: string]: (...told: never[]) => void };

/** What a carrier tells, behind the catch: a carrier is called by the machine, and nobody above it would catch anything. */
export function guardTold<T extends Told>(guarded: Guarded, told: T): T {
	const behind = ([name, hear]: [string, Told[string]]) => [name, (...words: never[]) => guarded(() => hear(...words))];
	return Object.fromEntries(Object.entries(told).map(behind as never)) as T;
}

/** Time whose calls cost nothing but themselves: an exception that leaves a timer would end the process. */
export function guardTime(time: RealTime, log: Log): RealTime {
	const guarded = guard(log, "a timer", () => {});
	const { now, wall } = time;
	return { now, wall, after: (ms, call) => time.after(ms, () => guarded(call)), soon: (call) => time.soon(() => guarded(call)) };
}
