import type { Log } from "./log.ts";
import { sayFault } from "./say-fault.ts";

/** The one catch per connection: a bug that the connection's bytes trigger is logged, and costs that connection only. */
export function guard(log: Log, whose: string, end: () => void): (work: () => void) => void {
	return (work) => {
		try {
			work();
		} catch (fault) {
			log(`${whose} was ended by a fault of ours: ${sayFault(fault)}`, fault);
			end();
		}
	};
}
