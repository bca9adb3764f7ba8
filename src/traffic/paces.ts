import { LIMITS } from "#contract/limits.ts";
import { countWhile } from "#model/count-while.ts";
import type { At } from "./traffic.ts";

/** One more change of pace, the last LIMITS.tapePaces of them. */
export function addPace<P extends At>(paces: P[], pace: P): void {
	paces.push(pace);
	if (paces.length > LIMITS.tapePaces) paces.splice(0, Math.floor(paces.length / 2));
}

/** How many of them, in order of time, are not later than the event of this seq. */
export function countUpTo(paces: readonly At[], seq: number): number {
	return countWhile(paces.length, (index) => (paces[index]?.seq ?? 0) <= seq);
}
