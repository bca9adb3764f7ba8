import type { Script } from "#script/runner.ts";
import { CONNECTED } from "./connected.ts";
import { KEPT_WHERE } from "./kept.ts";
import { MY_SCRIPT } from "./my-script.ts";
import { NOT_ARRIVED } from "./not-arrived.ts";
import { type Question, runOfQuestion } from "./question.ts";
import { RETAINED_KEPT } from "./retained.ts";
import { TWICE } from "./twice.ts";

/** `id` stands in addresses. */
export type QuestionGroup = { readonly id: string; readonly title: string; readonly questions: readonly Question[] };

/** Questions people ask, under headings that they would look under. */
export const QUESTION_GROUPS: readonly QuestionGroup[] = [
	{ id: "not-arrived", title: "It did not arrive", questions: NOT_ARRIVED },
	{ id: "twice", title: "It came twice", questions: TWICE },
	{ id: "kept", title: "What is kept, and where", questions: [...KEPT_WHERE, ...RETAINED_KEPT] },
	{ id: "connected", title: "Who is connected", questions: CONNECTED },
	{ id: "script", title: "My script", questions: MY_SCRIPT },
];

export const QUESTIONS: readonly Question[] = QUESTION_GROUPS.flatMap(({ questions }) => questions);

/** Undefined for an id that no question has. */
export function questionById(id: string): Question | undefined {
	return QUESTIONS.find((question) => question.id === id);
}

/** The run of a question, by the id of the question. */
export function runById(id: string): Script | undefined {
	const question = questionById(id);
	return question === undefined ? undefined : runOfQuestion(question);
}

export function groupOf(id: string): QuestionGroup | undefined {
	return QUESTION_GROUPS.find(({ questions }) => questions.some((question) => question.id === id));
}
