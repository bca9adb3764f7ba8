import { expect, it } from "vitest";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS, lessonById } from "#course/lessons/lessons.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { ownQuestion } from "./class-question.ts";
import { keepNext, readNext } from "./kept-next.ts";

const lessonOf = (id: string) => lessonById(id) ?? undefined;

it("finds what was chosen again after the page was loaded again, room by room", () => {
	const storage = openMemory();
	const third = LESSONS[2] as Lesson;
	keepNext(storage, "k7q2", { from: "lesson", lesson: third });
	expect(readNext(storage, "k7q2", lessonOf)).toEqual({ from: "lesson", lesson: third });
	expect(readNext(storage, "m3x9", lessonOf)).toBeNull();
	const question = ownQuestion("1", "Who is right?", ["Ann", "Bo"]);
	if (typeof question === "string") throw new Error(question);
	keepNext(storage, "k7q2", { from: "trainer", question });
	expect(readNext(storage, "k7q2", lessonOf)).toEqual({ from: "trainer", question });
});

it("has chosen nothing where the lesson is gone, what is kept is no choice, or nothing may be kept", () => {
	const storage = openMemory();
	keepNext(storage, "k7q2", { from: "lesson", lesson: { ...(LESSONS[0] as Lesson), id: "mine" } });
	expect(readNext(storage, "k7q2", lessonOf)).toBeNull();
	for (const text of ["{", "{}", '{"question":{"id":""}}']) {
		storage.setItem("slow-wire/k7q2/next-question", text);
		expect(readNext(storage, "k7q2", lessonOf)).toBeNull();
	}
	const forbidden = () => {
		throw new Error("forbidden");
	};
	const none = { ...storage, getItem: forbidden, setItem: forbidden } as Storage;
	keepNext(none, "k7q2", { from: "lesson", lesson: LESSONS[0] as Lesson });
	expect(readNext(none, "k7q2", lessonOf)).toBeNull();
});
