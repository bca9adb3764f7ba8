import type { World } from "#model/world.ts";
import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { canStand, isOfClock, markStanding } from "#script/standing.ts";
import type { ScriptedStep } from "#script/step.ts";
import type { Target } from "./target.ts";

/**
 * What was done, as lines, the most faithful first. A run without delay is over before anybody could cut a wire: so the room stands still
 * in the meantime.
 */
export function linesOf(steps: readonly ScriptedStep[], target: Target): readonly (readonly ScriptLine[])[] {
	const moving = steps.filter((step) => !isOfClock(step));
	const ways = [steps, ...(moving.length < steps.length ? [moving] : []), ...heldOnItsWire(moving, target)];
	return ways.map(toLines).filter(canStand);
}

/** Added last, so that a client that was away at the end comes back as it was: only then can be seen whether its message waited. */
export function returned(steps: readonly ScriptedStep[], world: World, clientId: string): readonly ScriptLine[] {
	if (world.clients[clientId]?.phase.phase !== "offline") return [];
	const connect = steps.findLast((step) => step.do === "connect" && step.client === clientId);
	return connect === undefined ? [] : [{ says: `${clientId} comes back.`, step: connect }];
}

function toLines(steps: readonly ScriptedStep[]): readonly ScriptLine[] {
	return markStanding(steps.map((step) => ({ says: sayStep(step), step })));
}

/** PUBLISH, followed at once by a cut: the message is held on the wire that is cut. */
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
