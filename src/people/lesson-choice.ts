import type { ClassQuestion } from "#contract/class.ts";
import type { Lesson } from "#course/lesson.ts";
import { GROUPS, LESSONS } from "#course/lessons/lessons.ts";

/** What is asked next: the question of a lesson, or one of the trainer's own. */
export type NextQuestion =
	| { readonly from: "lesson"; readonly lesson: Lesson }
	| { readonly from: "trainer"; readonly question: ClassQuestion };

/** "Test 2: The session is kept. Is the message?" */
export function lessonLabel({ id, title }: Pick<Lesson, "id" | "title">): string {
	const number = /^test-(\d)$/.exec(id)?.[1];
	return number === undefined ? title : `Test ${number}: ${title}`;
}

/** The lesson that a class comes to after this one; after the last, the same again. */
export function lessonAfter(lesson: Lesson): Lesson {
	const place = LESSONS.findIndex(({ id }) => id === lesson.id);
	return place === -1 ? lesson : (LESSONS[place + 1] ?? lesson);
}

/**
 * What comes after this question, once it is answered; null: another one has been chosen already. of: the lesson that asked it. otherwise: the
 * lesson that was next before a question of the trainer's own.
 */
export function nextAfter(
	next: NextQuestion,
	{ id }: Pick<ClassQuestion, "id">,
	of: Lesson | undefined,
	otherwise: Lesson,
): NextQuestion | null {
	if (next.from === "trainer") return next.question.id === id ? { from: "lesson", lesson: otherwise } : null;
	return of !== undefined && next.lesson.id === of.id ? { from: "lesson", lesson: lessonAfter(of) } : null;
}

export type MenuRow = { readonly row: "lesson"; readonly lesson: Lesson; readonly apart: boolean } | { readonly row: "trainer" };

/** The five tests, a question of the trainer's own, all other lessons group by group, and last the lessons that this browser keeps. */
export function menuRows(own: readonly Lesson[]): readonly MenuRow[] {
	const [tests, ...others] = [...GROUPS.map(({ lessons }) => lessons), own].map((lessons, group) =>
		lessons.map((lesson, at) => ({ row: "lesson", lesson, apart: group > 0 && at === 0 }) as const),
	);
	return [...(tests ?? []), { row: "trainer" }, ...others.flat()];
}
