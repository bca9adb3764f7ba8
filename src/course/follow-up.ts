import type { World } from "#model/world.ts";
import { castOf } from "#script/cast.ts";
import type { Script } from "#script/runner.ts";
import { nothingUnderWay } from "#script/under-way.ts";
import { applyChange, sayChange } from "#trial/change.ts";
import { byId } from "./by-id.ts";
import type { Lesson } from "./lesson.ts";
import { isSeen, scriptOf } from "./play.ts";

/** What really came of one change. */
export type Tried =
	| { readonly state: "running" }
	| { readonly state: "came"; readonly world: World; readonly reached: boolean }
	| { readonly state: "failed"; readonly says: string };

/** The lesson, set out for somebody who goes on by hand. This script belongs to the lesson, but is not a run of it. */
export function byHandScript(lesson: Lesson): Script {
	const { asks, ...script } = scriptOf(lesson);
	return {
		...script,
		id: `${lesson.id}-by-hand`,
		role: { kind: "follow-up", lesson: lesson.id, how: "by-hand" },
		title: `By hand: ${lesson.title}`,
		asks: lesson.follow?.asks ?? asks,
	};
}

/** The lesson with its answer: the changed script, to be watched. Null where there is nothing to change. */
export function shownScript(lesson: Lesson): Script | null {
	const change = lesson.follow?.changes[lesson.follow.shows];
	if (change === undefined) return null;
	const asks = `This was the lesson with one change: ${sayChange(change)}.`;
	return {
		...applyChange(scriptOf(lesson), change),
		id: `${lesson.id}-shown`,
		role: { kind: "follow-up", lesson: lesson.id, how: "shown" },
		title: `Shown: ${lesson.title}`,
		asks,
	};
}

/** How often this script publishes. */
function publications(script: Script): number {
	return script.steps.reduce((sum, { step }) => sum + (step.do === "publish" ? step.times : 0), 0);
}

/**
 * What still has to be done by hand before this room can be judged, as a sentence; null: nothing. In an empty room, every goal and every
 * answer that expects nothing to arrive would come true.
 */
export function stillMissing(lesson: Lesson, world: World): string | null {
	const script = scriptOf(lesson);
	const absent = lesson.watches.find((clientId) => byId(world.clients, clientId) === undefined);
	if (absent !== undefined) return `${absent} has not connected yet.`;
	const [published, of] = [Object.keys(world.messages).length, publications(script)];
	const so = of === 1 ? "One message is" : `${of} messages are`;
	if (published < of) return `${so} published in this lesson; so far ${published === 0 ? "none" : published}.`;
	// An acknowledgement that its client never sends is still owed here: the goal is judged by the room alone.
	return nothingUnderWay(world, castOf(script), { unsent: {} }) ? null : "Something is still under way.";
}

/** Whether the goal is reached, judged by the state of a room at rest. */
export function isReached(lesson: Lesson, world: World): boolean {
	const { follow } = lesson;
	return follow !== undefined && isSeen(follow.goal, world) && stillMissing(lesson, world) === null;
}
