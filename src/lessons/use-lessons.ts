import type { Lesson } from "#course/lesson.ts";
import { GROUPS, type Group } from "#course/lessons/lessons.ts";
import { OWN_GROUP } from "#course/own-lessons.ts";
import { useCourseState } from "#course/use-course.ts";

/** Every lesson under its heading, the reader's own last. One of the reader's own lessons replaces the built-in one with the same id. */
export function useGroups(): readonly Group[] {
	const own = useCourseState((state) => state.own);
	return groupsWith(own);
}

export function groupsWith(own: readonly Lesson[]): readonly Group[] {
	if (own.length === 0) return GROUPS;
	const ids = new Set(own.map(({ id }) => id));
	const built = GROUPS.map(({ title, lessons }) => ({ title, lessons: lessons.filter(({ id }) => !ids.has(id)) }));
	return [...built.filter(({ lessons }) => lessons.length > 0), { title: OWN_GROUP, lessons: own }];
}

export function lessonsIn(groups: readonly Group[]): readonly Lesson[] {
	return groups.flatMap(({ lessons }) => lessons);
}

/** The lesson after this one; null: this is the last. */
export function lessonAfter(groups: readonly Group[], id: string): Lesson | null {
	const all = lessonsIn(groups);
	return all[all.findIndex((lesson) => lesson.id === id) + 1] ?? null;
}
