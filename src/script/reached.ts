import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";
import { type ScriptedStep, scriptedVerbOf } from "./step.ts";
import type { Look, Reached } from "./steps/verb.ts";
import { isWillOwed } from "./steps/will-owed.ts";

/** Whether the step has already been made by hand: in that case it need not be made again. */
export function alreadySo(step: ScriptedStep, world: World, lab: LabState): boolean {
	return scriptedVerbOf(step).already(step, { world, lab });
}

/** Whether the step is through. After an abrupt end, this is not before the broker has published the client's will. */
export function reached(step: ScriptedStep, look: Look): Reached {
	const verb = scriptedVerbOf(step);
	if (verb.leaves === "abrupt" && "client" in step && isWillOwed(step.client, look.world, look.before)) return "not-yet";
	return verb.reached(step, look);
}
