import * as z from "zod/mini";
import { ClassQuestion } from "#contract/class.ts";
import type { Lesson } from "#course/lesson.ts";
import type { NextQuestion } from "./lesson-choice.ts";

const Kept = z.union([z.object({ lesson: z.string() }), z.object({ question: ClassQuestion })]);
type Kept = z.infer<typeof Kept>;

const keyOf = (room: string) => `slow-wire/${room}/next-question`;

/** What this tab had chosen to ask next before it was loaded again; null: nothing, or a lesson that is not there any more. Never throws. */
export function readNext(storage: Storage, room: string, lessonOf: (id: string) => Lesson | undefined): NextQuestion | null {
	try {
		const text = storage.getItem(keyOf(room));
		const read = text === null ? null : z.safeParse(Kept, JSON.parse(text));
		if (read === null || !read.success) return null;
		if ("question" in read.data) return { from: "trainer", question: read.data.question };
		const lesson = lessonOf(read.data.lesson);
		return lesson === undefined ? null : { from: "lesson", lesson };
	} catch {
		return null;
	}
}

export function keepNext(storage: Storage, room: string, next: NextQuestion): void {
	const kept: Kept = next.from === "trainer" ? { question: next.question } : { lesson: next.lesson.id };
	try {
		storage.setItem(keyOf(room), JSON.stringify(kept));
	} catch {
		// The storage is full or forbidden: the choice lasts as long as the page.
	}
}
