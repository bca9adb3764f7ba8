import { FIRST_SETTINGS } from "#contract/presets.ts";
import { applyChange } from "#trial/change.ts";
import type { Trials } from "#trial/open-trials.ts";
import type { CourseStore } from "./course-state.ts";
import type { Lesson } from "./lesson.ts";
import { scriptOf } from "./play.ts";

type Asked = {
	readonly lesson: Lesson;
	/** The index of the change. */
	readonly change: number;
	/** Aborts when nobody is looking at the change any longer. */
	readonly signal: AbortSignal;
};

/** Really runs one change of a lesson, in a hidden room. A run that is given up counts as never asked for. */
export async function tryChange(course: CourseStore, trials: Pick<Trials, "run">, { lesson, change, signal }: Asked): Promise<void> {
	const turned = lesson.follow?.changes[change];
	if (turned === undefined) return;
	course.tried(lesson, change, null);
	const trial = await trials.run(applyChange(scriptOf(lesson), turned), FIRST_SETTINGS, signal);
	if (signal.aborted && !trial.ok) course.untried(lesson, change);
	else course.tried(lesson, change, trial);
}
