import type { ScriptLine } from "#script/runner.ts";
import { canStand, isOfClock, markStanding } from "#trial/standing.ts";

/** Lines that were made by hand, so that a runner can make them. Where it could not, nothing of the clock is left in them. */
export function runnable(lines: readonly ScriptLine[]): readonly ScriptLine[] {
	const whole = markStanding(lines);
	return canStand(whole) ? whole : lines.filter(({ step }) => !isOfClock(step));
}
