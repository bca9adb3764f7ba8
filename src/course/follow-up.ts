import type { World } from "#model/world.ts";
import { castOf } from "#script/cast.ts";
import { nothingUnderWay } from "#script/reached.ts";
import type { Script } from "#script/runner.ts";
import { applyChange } from "#trial/change.ts";
import type { Lesson } from "./lesson.ts";
import { isSeen, scriptOf } from "./play.ts";

/** What really came of one change. */
export type Tried =
	| { readonly state: "running" }
	| { readonly state: "came"; readonly world: World; readonly reached: boolean }
	| { readonly state: "failed"; readonly says: string };

/** The lesson set out for somebody who goes on by hand. It belongs to the lesson, and is not a run of it. */
export function byHandScript(lesson: Lesson): Script {
	return { ...scriptOf(lesson), id: `${lesson.id}-by-hand`, title: `${lesson.title} By hand` };
}

/** The lesson with its answer: the changed script, to be watched. Null where there is nothing to change. */
export function shownScript(lesson: Lesson): Script | null {
	const change = lesson.follow?.changes[lesson.follow.shows];
	if (change === undefined) return null;
	return { ...applyChange(scriptOf(lesson), change), id: `${lesson.id}-shown`, title: `${lesson.title} Shown` };
}

/** How often this script publishes. */
function publications(script: Script): number {
	return script.steps.reduce((sum, { step }) => sum + (step.do === "publish" ? step.times : 0), 0);
}

/**
 * Whether its goal is reached, judged by state, at rest. It counts once as much has been published as in the lesson: where nothing is to
 * arrive, publishing nothing would reach every goal.
 */
export function isReached(lesson: Lesson, world: World): boolean {
	const { follow } = lesson;
	if (follow === undefined) return false;
	const script = scriptOf(lesson);
	return Object.keys(world.messages).length >= publications(script) && nothingUnderWay(world, castOf(script)) && isSeen(follow.goal, world);
}
