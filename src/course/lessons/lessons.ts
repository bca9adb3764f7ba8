import type { Lesson } from "#course/lesson.ts";
import { BAD_CABLE } from "./bad-cable.ts";
import { CLIENT_IDS } from "./client-ids.ts";
import { ENDS_TOO_SOON } from "./ends-too-soon.ts";
import { FIVE_TESTS } from "./five-tests.ts";
import { LEAVING } from "./leaving.ts";
import { LIMITS_OF_A_BROKER } from "./limits.ts";
import { LOST_ANSWER } from "./lost-answer.ts";
import { OPPOSITE_STATE } from "./opposite-state.ts";
import { OUTLIVED } from "./outlived.ts";
import { QOS } from "./qos.ts";
import { RETAINED_MESSAGES } from "./retained.ts";
import { RETAINED_AGAIN } from "./retained-again.ts";
import { RETAINED_UNTIL } from "./retained-until.ts";
import { SESSION_ENDS } from "./session-ends.ts";
import { SESSIONS } from "./sessions.ts";

/** From the first steps to the subtle ones; lessons of one group stand together, and no lesson needs a word that a later one explains. */
export const LESSONS: readonly Lesson[] = [
	...FIVE_TESTS,
	...SESSIONS,
	...SESSION_ENDS,
	...CLIENT_IDS,
	...QOS,
	...RETAINED_MESSAGES,
	...RETAINED_UNTIL,
	...RETAINED_AGAIN,
	...OPPOSITE_STATE,
	...LEAVING,
	...ENDS_TOO_SOON,
	...BAD_CABLE,
	...LOST_ANSWER,
	...LIMITS_OF_A_BROKER,
	...OUTLIVED,
];

export type Group = { readonly title: string; readonly lessons: readonly Lesson[] };

/** The lessons under their headings, in order. */
export const GROUPS: readonly Group[] = [...new Set(LESSONS.map(({ group }) => group))].map((title) => ({
	title,
	lessons: LESSONS.filter(({ group }) => group === title),
}));

/** Null for an id that no lesson of the course has. */
export function lessonById(id: string): Lesson | null {
	return LESSONS.find((lesson) => lesson.id === id) ?? null;
}
