import { expect, it } from "vitest";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { editedLesson, editsOf, withChanged } from "./made-edits.ts";

const lesson = LESSONS[0] as Lesson;
const edits = editsOf(lesson);

it("changes the words of a lesson and nothing else", () => {
	const changed = withChanged(edits, {
		title: "  Who keeps it? ",
		explain: "One\nparagraph.\n\n\nAnother.",
		answers: { [lesson.comes]: { says: "This.", because: "So." } },
	});
	const checked = editedLesson(lesson, changed);
	if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
	const { title, id, explain, answers, moments, comes } = checked.lesson;
	expect([title, id, explain.says]).toEqual(["Who keeps it?", "own-who-keeps-it", ["One paragraph.", "Another."]]);
	expect(answers.find((answer) => answer.id === comes)).toMatchObject({
		says: "This.",
		because: "So.",
		sees: answers.find(({ id }) => id === comes)?.sees,
	});
	expect(moments).toEqual(lesson.moments);
});

it("says what is missing while it is being written", () => {
	const empty = editedLesson(lesson, withChanged(edits, { title: " ", asks: "", explain: "" }));
	expect(empty.ok ? [] : empty.faults.map(({ says }) => says)).toEqual([
		"title has no text",
		"asks has no text",
		"explain needs at least one paragraph under says",
	]);
});
