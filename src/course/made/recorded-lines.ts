import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { canStand } from "#trial/repeated-lines.ts";

/** Of the clock: what they did to a packet lives in their order alone. */
const OF_CLOCK: readonly ScriptedStep["do"][] = ["pause", "resume", "step"];

/** Lines that were made by hand, so that a runner can make them: it waits for quiet wires, which do not come while the room stands still. */
export function runnable(lines: readonly ScriptLine[]): readonly ScriptLine[] {
	let paused = false;
	const marked = lines.map((line): ScriptLine => {
		const { step } = line;
		const stood = paused;
		paused = step.do === "pause" || step.do === "step" || (paused && step.do !== "resume");
		// A packet has another name in another run: the next one is meant.
		const plain: ScriptLine = step.do === "step" ? { ...line, step: { do: "step" } } : line;
		return stood && step.do !== "resume" ? { ...plain, goesOn: "sent" } : plain;
	});
	const whole: ScriptLine[] = paused ? [...marked, { says: sayStep({ do: "resume" }), step: { do: "resume" } }] : marked;
	return canStand(whole) ? whole : lines.filter(({ step }) => !OF_CLOCK.includes(step.do));
}
