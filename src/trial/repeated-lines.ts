import type { World } from "#model/world.ts";
import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import type { Target } from "./target.ts";

/** Through while the room stands still: what waits for an answer would wait for ever. */
const STANDING: readonly ScriptedStep["do"][] = ["publish", "cut", "silence", "mend", "pause", "resume", "step"];

/** What was done, as lines, the truest first. A run without delay is over before anybody could cut: the room then stands still meanwhile. */
export function linesOf(steps: readonly ScriptedStep[], target: Target): readonly (readonly ScriptLine[])[] {
	const moving = steps.filter((step) => step.do !== "pause" && step.do !== "resume" && step.do !== "step");
	const ways = [steps, ...(moving.length < steps.length ? [moving] : []), ...heldOnItsWire(moving, target)];
	return ways.map(toLines).filter(canStand);
}

/** Whether every step can come through although the room stands still in between. */
export function canStand(lines: readonly ScriptLine[]): boolean {
	let paused = false;
	return lines.every(({ step }) => {
		const comesThrough = !paused || STANDING.includes(step.do);
		paused = standsAfter(step, paused);
		return comesThrough;
	});
}

/** Last, so that whoever was away at the end comes back as it was: only then does it show whether its message waited. */
export function returned(steps: readonly ScriptedStep[], world: World, clientId: string): readonly ScriptLine[] {
	if (world.clients[clientId]?.phase.phase !== "offline") return [];
	const connect = steps.findLast((step) => step.do === "connect" && step.client === clientId);
	return connect === undefined ? [] : [{ says: `${clientId} comes back.`, step: connect }];
}

function toLines(steps: readonly ScriptedStep[]): readonly ScriptLine[] {
	let paused = false;
	const lines = steps.map((step): ScriptLine => {
		// A packet has another name in another run; the next one is meant.
		const plain: ScriptedStep = step.do === "step" ? { do: "step" } : step;
		const stood = paused;
		paused = standsAfter(step, paused);
		return { says: sayStep(step), step: plain, ...(stood && step.do !== "resume" ? { goesOn: "sent" as const } : {}) };
	});
	return paused ? [...lines, { says: "The room goes on.", step: { do: "resume" } }] : lines;
}

function standsAfter(step: ScriptedStep, before: boolean): boolean {
	if (step.do === "pause" || step.do === "step") return true;
	return step.do === "resume" ? false : before;
}

/** PUBLISH, and then at once a cut: the message is held on the wire that is cut. */
function heldOnItsWire(steps: readonly ScriptedStep[], { publisher, subscriber, isWill, ordinal }: Target): readonly ScriptedStep[][] {
	if (isWill) return [];
	let published = 0;
	const at = steps.findIndex((step) => {
		if (step.do !== "publish" || step.client !== publisher) return false;
		published += step.times;
		return published > ordinal;
	});
	const cut = steps[at + 1];
	if (at < 0 || cut?.do !== "cut" || (cut.client !== publisher && cut.client !== subscriber)) return [];
	const arrives: ScriptedStep[] = cut.client === publisher ? [] : [{ do: "step" }];
	return [[...steps.slice(0, at), { do: "pause" }, steps[at] as ScriptedStep, ...arrives, cut, { do: "resume" }, ...steps.slice(at + 2)]];
}
