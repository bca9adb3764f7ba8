import type { Lesson } from "#course/lesson.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import type { RuleGroup } from "#rules/groups.ts";
import { LESSON_THAT_SHOWS } from "#rules/lesson-that-shows.ts";
import type { Seen, SeenRule } from "#rules/rules-seen.ts";

/** The browser’s own storage; where it is forbidden, one that lasts as long as the page. */
export function browserStorage(): Storage {
	try {
		return window.localStorage;
	} catch {
		return openMemory();
	}
}

export function countOf(groups: readonly RuleGroup[], seen: Seen): { readonly seen: number; readonly of: number } {
	const rules = groups.flatMap((group) => group.rules);
	return { seen: rules.filter(({ clause }) => seen[clause] !== undefined).length, of: rules.length };
}

/** The first lesson in which this clause happens; null: there is none, even if a lesson cites the clause in its explanation. */
export function lessonOn(clause: ClauseId): Lesson | null {
	const id = LESSON_THAT_SHOWS[clause];
	return id === undefined ? null : lessonById(id);
}

const MOMENT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** "First 25 Nov 2026, 16:33 in room DEMO; 14 times in all" */
export function sayWhen({ at, room, times }: SeenRule): string {
	const often = times === 1 ? "" : `; ${times} times in all`;
	return `First ${MOMENT.format(at)} in room ${room.toUpperCase()}${often}`;
}
