import type { History } from "#model/history.ts";
import { sinceCleared } from "#model/since-cleared.ts";
import type { World } from "#model/world.ts";
import type { Answer, Lesson } from "./lesson.ts";
import { type Difference, firstDifference, worldsOf } from "./play.ts";

/** What was seen of one run of a lesson. */
export type Run = {
	/** The world at the end of each moment; the final world where that moment was not seen. */
	readonly worlds: readonly World[];
	/** Per moment: whether its end was seen. Steps made by hand have no moments of their own. */
	readonly seen: readonly boolean[];
	/** The world at the end of the run. */
	readonly world: World;
	/** What was told since the room was cleared for the run. */
	readonly history: History;
	readonly byHand: boolean;
};

/** `stepWorlds`: by the index of the step; there is a gap where a step was made by hand. */
export function runOf(lesson: Lesson, stepWorlds: readonly (World | undefined)[], history: History): Run {
	const now = history.live;
	let last = -1;
	const seen = lesson.moments.map(({ lines }, at) => {
		last += lines.length;
		return stepWorlds[last] !== undefined || at === lesson.moments.length - 1;
	});
	const filled = Array.from({ length: last + 1 }, (_, at) => stepWorlds[at] ?? now);
	return {
		worlds: worldsOf(lesson, filled, now),
		seen,
		world: now,
		history: sinceCleared(history),
		byHand: seen.includes(false) || isGappy(stepWorlds, last + 1),
	};
}

function isGappy(worlds: readonly (World | undefined)[], steps: number): boolean {
	return Array.from({ length: steps }, (_, at) => worlds[at]).includes(undefined);
}

/** Where this answer and what was seen part. A moment whose end nobody saw says nothing. */
export function differenceOf(answer: Answer, { worlds, seen }: Run): Difference | null {
	return firstDifference({ sees: answer.sees.map((sees, moment) => (seen[moment] === true ? sees : {})) }, worlds);
}

/** The answer that came true; null: none did, and the page says so. */
export function cameTrueIn({ answers }: Lesson, run: Run): Answer | null {
	return answers.find((answer) => differenceOf(answer, run) === null) ?? null;
}
