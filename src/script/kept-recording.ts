import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import type { KeptRecording } from "./keep-recording.ts";
import { ScriptedStep } from "./step.ts";

const Kept = z.object({
	life: z.string(),
	clearedSeq: z.number(),
	steps: z.array(z.object({ step: ScriptedStep, at: z.number() })).check(z.maxLength(LIMITS.recordedSteps)),
	cutOff: z.boolean(),
	byHand: z.boolean(),
	reloaded: z.array(z.string()).check(z.maxLength(LIMITS.labClients)),
});

/** Null: the text is not what a tab keeps. Throws on a text that is not JSON. */
export function parseRecording(text: string): KeptRecording | null {
	const read = z.safeParse(Kept, JSON.parse(text));
	return read.success ? read.data : null;
}
