import type { Playground } from "#script/playground.ts";
import type { ScriptState } from "#script/runner.ts";
import type { Lesson } from "./lesson.ts";
import { type Run, runOf } from "./run-seen.ts";

type Follow = {
	readonly lessonOf: (id: string) => Lesson | undefined;
	readonly done: (lesson: Lesson, run: Run) => void;
};

/** Calls when the script of a lesson has come to its end, with what was seen; at once, when that was before anybody followed. */
export function followScript({ script, room }: Playground, { lessonOf, done }: Follow) {
	const runNow = (lesson: Lesson): Run => {
		return runOf(lesson, script.getState().worlds, room.getState().history);
	};
	const see = (now: ScriptState, before: ScriptState | null) => {
		if (now.state !== "done" || before?.state === "done") return;
		const lesson = lessonNow(now);
		if (lesson !== undefined) done(lesson, runNow(lesson));
	};
	const lessonNow = ({ script: loaded }: ScriptState): Lesson | undefined =>
		loaded?.role.kind === "lesson" ? lessonOf(loaded.role.lesson) : undefined;

	see(script.getState(), null);
	return { stop: script.subscribe(see), runNow };
}
