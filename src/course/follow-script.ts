import type { World } from "#model/world.ts";
import type { Playground } from "#script/playground.ts";
import type { ScriptState } from "#script/runner.ts";
import type { Lesson } from "./lesson.ts";
import { type Run, runOf } from "./run-seen.ts";

type Follow = {
	readonly lessonOf: (id: string) => Lesson | undefined;
	readonly done: (lesson: Lesson, run: Run) => void;
};

/**
 * Keeps the world after each step by the index of the step. The runner's own list has no entry for a step that a person took over while it
 * was under way; its world is then the one right before the next step.
 */
export function followScript({ script, room }: Playground, { lessonOf, done }: Follow) {
	let worlds: (World | undefined)[] = [...script.getState().worlds];

	const runNow = (lesson: Lesson): Run => {
		const { world, told } = room.getState();
		return runOf(lesson, worlds, world, told);
	};
	const see = (now: ScriptState, before: ScriptState) => {
		if (now.script !== before.script || now.worlds.length < before.worlds.length) worlds = [];
		if (now.next === before.next + 1 && now.next > 1) worlds[now.next - 2] ??= room.getState().world;
		if (now.worlds.length > before.worlds.length) worlds[now.next - 1] = now.worlds.at(-1);
		if (now.state !== "done" || before.state === "done") return;
		const lesson = lessonNow(now);
		if (lesson !== undefined) done(lesson, runNow(lesson));
	};
	const lessonNow = ({ script: loaded }: ScriptState): Lesson | undefined =>
		loaded?.lesson !== undefined && loaded.id === loaded.lesson ? lessonOf(loaded.lesson) : undefined;

	return { stop: script.subscribe(see), runNow };
}
