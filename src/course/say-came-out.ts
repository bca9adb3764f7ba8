import type { Trial } from "#trial/open-trials.ts";
import type { Lesson } from "./lesson.ts";
import { cameTrue, worldsOf } from "./play.ts";

export type CameOut = { readonly says: string; readonly warns: boolean };

/** Whether a lesson is right about its own outcome, for a person who opens its file. */
export function sayCameOut(lesson: Lesson, trial: Trial): CameOut {
	if (!trial.ok) return { says: `Run here, it did not come to an end: ${trial.says}`, warns: true };
	const came = cameTrue(lesson, worldsOf(lesson, trial.worlds, trial.world));
	if (came === null) return { says: "Run here, none of its answers came true.", warns: true };
	if (came.id !== lesson.comes) return { says: `Run here, another answer came true: “${came.says}”`, warns: true };
	return { says: "Run here, it comes out as it says.", warns: false };
}
