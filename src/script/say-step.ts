import { type ScriptedStep, scriptedVerbOf } from "./step.ts";

/** One sentence for a step that brings no sentence of its own. */
export function sayStep(step: ScriptedStep): string {
	return scriptedVerbOf(step).says(step);
}
