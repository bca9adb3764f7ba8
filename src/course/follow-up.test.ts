import { expect, it } from "vitest";
import { byHandScript, shownScript } from "./follow-up.ts";
import type { Lesson } from "./lesson.ts";
import { lessonById } from "./lessons/lessons.ts";
import { scriptOf } from "./play.ts";

it("says by its role what a script is to its lesson, whatever that is called", () => {
	const lesson: Lesson = { ...(lessonById("test-2") as Lesson), id: "two-by-hand" };
	expect(scriptOf(lesson).role).toEqual({ kind: "lesson", lesson: "two-by-hand" });
	expect(byHandScript(lesson).role).toEqual({ kind: "follow-up", lesson: "two-by-hand", how: "by-hand" });
	expect(shownScript(lesson)?.role).toEqual({ kind: "follow-up", lesson: "two-by-hand", how: "shown" });
});
