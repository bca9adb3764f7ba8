import type { Question } from "#course/questions/question.ts";
import { nearest } from "#words/nearest.ts";

/** The questions that any of these words asks, the nearest first; words like "why" and "my" do not count. */
export function seek(questions: readonly Question[], sought: string): readonly Question[] {
	if (sought.trim() === "") return questions;
	return nearest(questions, sought, ({ title, also, says }) => [
		[4, title],
		[3, also],
		[1, says],
	]);
}
