import { FIRST_SETTINGS } from "#contract/presets.ts";
import { withChanges } from "#contract/settings.ts";
import type { World } from "#model/world.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { Answer, Lesson, Sees } from "./lesson.ts";
import { differences, type SketchKey, sketchOf } from "./sketch.ts";

/** The lesson as a script. The lesson judges that script here, by what was seen after each moment. */
export function scriptOf(lesson: Lesson, prediction?: string): Script {
	return {
		id: lesson.id,
		role: { kind: "lesson", lesson: lesson.id, ...(prediction === undefined ? {} : { prediction }) },
		title: lesson.title,
		asks: lesson.asks,
		broker: withChanges(FIRST_SETTINGS, lesson.broker ?? {}),
		steps: lesson.moments.flatMap(({ lines }) =>
			lines.map(({ says, step, goesOn }) => ({ says: says ?? sayStep(step), step, ...(goesOn === undefined ? {} : { goesOn }) })),
		),
		expects: null,
	};
}

/** The world at the end of each moment. Steps made by hand have no moments of their own: `now` stands in for the missing worlds. */
export function worldsOf(lesson: Lesson, worlds: readonly World[], now: World): readonly World[] {
	let last = -1;
	return lesson.moments.map(({ lines }) => {
		last += lines.length;
		return worlds[last] ?? now;
	});
}

export type Difference = { readonly moment: number; readonly clientId: string; readonly keys: readonly SketchKey[] };

/** Where what was seen first departs from this answer; null: nowhere. */
export function firstDifference(answer: Pick<Answer, "sees">, worlds: readonly World[]): Difference | null {
	for (const [moment, world] of worlds.entries()) {
		for (const [clientId, stated] of Object.entries(answer.sees[moment] ?? {})) {
			const keys = differences(stated, sketchOf(world, clientId));
			if (keys.length > 0) return { moment, clientId, keys };
		}
	}
	return null;
}

/** The answer that came true, whichever answer the lesson expected; null: none did, and the page says so. */
export function cameTrue(lesson: Lesson, worlds: readonly World[]): Answer | null {
	return lesson.answers.find((answer) => firstDifference(answer, worlds) === null) ?? null;
}

/** Whether the world is as these sketches describe it. */
export function isSeen(sees: Sees, world: World): boolean {
	return Object.entries(sees).every(([clientId, stated]) => differences(stated, sketchOf(world, clientId)).length === 0);
}
