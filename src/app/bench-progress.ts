import type { BenchProgress } from "#contract/class.ts";
import type { AtLesson } from "#course/course-state.ts";
import type { Stand } from "#course/progress.ts";

const STATIONS = ["not begun", "Predict", "Run", "Compare", "Explain"] as const;

/** How far a bench has come in its lesson: whoever predicted right, or has seen since what would have been, is at the last station. */
export function benchProgress(at: AtLesson | undefined, stand: Stand | undefined): BenchProgress {
	const station = stationOf(at, stand);
	return { station, of: 4, says: STATIONS[station] };
}

function stationOf(at: AtLesson | undefined, stand: Stand | undefined): 1 | 2 | 3 | 4 {
	if (at === undefined || (at.prediction === null && at.run === null)) return 1;
	if (at.run === null) return 2;
	return stand?.right === true || stand?.reached === true || Object.keys(at.tried).length > 0 ? 4 : 3;
}
