import type { ScriptLine } from "#script/runner.ts";
import { canStand, isOfClock, markStanding } from "#script/standing.ts";

/** Lines that were made by hand, in a form that a runner can make. Where a runner could not, the lines that concern the clock are left out. */
export function runnable(lines: readonly ScriptLine[]): readonly ScriptLine[] {
	const whole = markStanding(lines);
	return canStand(whole) ? whole : lines.filter(({ step }) => !isOfClock(step));
}
