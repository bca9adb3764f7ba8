import { expect, it } from "vitest";
import { LESSONS } from "#course/lessons/lessons.ts";
import { packLink } from "#script/link.ts";
import { checkLesson } from "./lesson-checks.ts";
import { readLessonFile, writeLessonFile } from "./lesson-file.ts";

it("finds nothing wrong in the lessons of the course: each survives being written to a file, and fits into a link", async () => {
	for (const lesson of LESSONS) {
		expect([lesson.id, checkLesson(lesson)]).toEqual([lesson.id, { ok: true, lesson }]);
		expect(readLessonFile(writeLessonFile(lesson))).toEqual({ ok: true, lesson });
		expect([lesson.id, (await packLink({ kind: "lesson", lesson })).ok]).toEqual([lesson.id, true]);
	}
});
