import { openPace, type Pace } from "#engine/pace.ts";
import type { RealTime } from "#engine/port.ts";

/** As on a machine that is so busy that no turn of the event loop has time for more than one unit of work. */
export function busyPace({ soon }: Pick<RealTime, "soon">): Pace {
	let now = 0;
	return openPace({ now: () => (now += 1_000), soon });
}

/** As on a machine that has time for everything in one turn: what a test sees does not hang on how fast its own machine is. */
export function idlePace({ soon }: Pick<RealTime, "soon">): Pace {
	return openPace({ now: () => 0, soon });
}
