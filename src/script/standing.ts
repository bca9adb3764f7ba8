import type { ScriptLine } from "./runner.ts";
import { sayStep } from "./say-step.ts";
import { type ScriptedStep, scriptedVerbOf } from "./step.ts";

/** Whether every step can come through although the room stands still in between. */
export function canStand(lines: readonly ScriptLine[]): boolean {
	let standing = false;
	return lines.every(({ step }) => {
		const comesThrough = !standing || scriptedVerbOf(step).throughInPause;
		standing = standsAfter(step, standing);
		return comesThrough;
	});
}

/** Lines that were made by hand, in a form that a runner can make: a runner waits for quiet wires, which do not come while the room stands still. */
export function markStanding(lines: readonly ScriptLine[]): readonly ScriptLine[] {
	let standing = false;
	const marked = lines.map((line): ScriptLine => {
		const { step } = line;
		const verb = scriptedVerbOf(step);
		const stood = standing;
		standing = standsAfter(step, standing);
		const meant = { ...line, step: verb.again?.(step) ?? step };
		return stood && verb.clock !== "goes" ? { ...meant, goesOn: "sent" } : meant;
	});
	const resume: ScriptedStep = { do: "resume" };
	return standing ? [...marked, { says: sayStep(resume), step: resume }] : marked;
}

/** Steps of the clock: what these steps did to a packet lives only in their order. */
export function isOfClock(step: ScriptedStep): boolean {
	return scriptedVerbOf(step).clock !== null;
}

function standsAfter(step: ScriptedStep, before: boolean): boolean {
	const { clock } = scriptedVerbOf(step);
	return clock === null ? before : clock === "stands";
}
