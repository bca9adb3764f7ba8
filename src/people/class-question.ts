import { type ClassQuestion, ClassQuestion as ClassQuestionSchema, type Truth } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import { answersInOrder, type Lettered } from "#course/answer-order.ts";
import type { Answer, Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { cameTrueIn, differenceOf, type Run } from "#course/run-seen.ts";
import { sketchOf } from "#course/sketch.ts";
import { cut } from "#mqtt/cut.ts";
import { sayState } from "./say-state.ts";
import { askedIn, setupOf } from "./setup-of.ts";
import { SHORT_FORMS } from "./short-forms.ts";

/** No lesson has such an id. */
const OWN = "own:";

/** The question of a lesson for a whole class. order: by which this browser shuffles answers, so that host and lesson letter them alike. */
export function questionOf(lesson: Lesson, order: number): ClassQuestion {
	return {
		id: lesson.id,
		about: aboutOf(lesson),
		asks: askedIn(lesson).asks,
		setup: setupOf(lesson),
		answers: answersInOrder(lesson, order).map(({ answer }: Lettered) => shortOf(lesson, answer)),
	};
}

/** A question of the trainer's own; a text: what is missing. name: another one for each question. */
export function ownQuestion(name: string, asks: string, answers: readonly string[]): ClassQuestion | string {
	const given = answers.map((answer) => answer.trim()).filter((answer) => answer !== "");
	if (asks.trim() === "") return "Write the question.";
	if (given.length < 2) return "A question needs at least two answers.";
	if (new Set(given).size < given.length) return "Two of the answers are the same.";
	const question = { id: `${OWN}${name}`, about: "", asks: asks.trim(), setup: [], answers: given };
	const parsed = ClassQuestionSchema.safeParse(question);
	return parsed.success ? parsed.data : `A sentence has at most ${LIMITS.classSentenceCharacters} characters.`;
}

/** The id of the lesson that asks this; null: it is a trainer's own. */
export function lessonIdOf({ id }: Pick<ClassQuestion, "id">): string | null {
	return id.startsWith(OWN) ? null : id;
}

/** "Test 2 of 5". */
export function aboutOf({ id, group }: Pick<Lesson, "id" | "group">): string {
	const together = LESSONS.filter((lesson) => lesson.group === group);
	const place = together.findIndex((lesson) => lesson.id === id) + 1;
	if (place === 0) return cut(group, LIMITS.classShortCharacters);
	return group === "Five tests" ? `Test ${place} of ${together.length}` : `${group}, ${place} of ${together.length}`;
}

function shortOf({ id }: Pick<Lesson, "id">, { id: answer, says }: Answer): string {
	return (Object.hasOwn(SHORT_FORMS, id) ? SHORT_FORMS[id]?.[answer] : undefined) ?? says;
}

/**
 * What this run decided. The answers are known again by their words: another page of the host, or the same one in another browser, may have
 * asked them in an order of its own.
 */
export function truthOf(lesson: Lesson, run: Run, question: Pick<ClassQuestion, "answers" | "setup">): Truth {
	const came = cameTrueIn(lesson, run);
	const answers = question.answers.map((says) => lesson.answers.find((answer) => shortOf(lesson, answer) === says));
	const index = came === null ? -1 : answers.indexOf(came);
	const [client = null] = lesson.watches.filter((clientId) => run.world.clients[clientId] !== undefined);
	return {
		answer: index === -1 ? null : index,
		says: sayCame(lesson, came),
		client,
		messages: messagesOf(lesson, run),
		differs: answers.map((answer) => (answer === undefined ? null : sayDiffers(lesson, run, answer, question))),
	};
}

/** The same where no run decides: the trainer does. chosen: null: none of the answers. */
export function chosenTruth({ answers }: Pick<ClassQuestion, "answers">, chosen: number | null): Truth {
	const right = chosen === null ? undefined : answers[chosen];
	const says =
		chosen === null || right === undefined
			? "None of the answers is right."
			: cut(`${String.fromCharCode(65 + chosen)} is right: ${right}`, LIMITS.classSentenceCharacters);
	return { answer: chosen, says, client: null, messages: [], differs: answers.map(() => null) };
}

/** The explanation is written for the answer that was expected. Where another one came true, it says what that one believed. */
function sayCame({ comes, explain }: Lesson, came: Answer | null): string {
	if (came === null) return "None of the answers came true in this run.";
	return came.id === comes ? explain.title : came.because;
}

/** By their names in this run. Other clients may have published in the same room. */
function messagesOf({ moments }: Lesson, { world }: Run): string[] {
	const cast = new Set(moments.flatMap(({ lines }) => lines.flatMap(({ step }) => ("client" in step ? [step.client] : []))));
	const theirs = Object.values(world.messages).filter(({ publisher }) => cast.has(publisher));
	return theirs.slice(0, LIMITS.answers).map(({ message }) => message);
}

/** Where this answer first differs from what happened; null: nowhere. */
function sayDiffers(lesson: Lesson, run: Run, answer: Answer, { setup }: Pick<ClassQuestion, "setup">): string | null {
	const difference = differenceOf(answer, run);
	if (difference === null) return null;
	const { moment, clientId, keys } = difference;
	const was = sayState(keys, sketchOf(run.worlds[moment] ?? run.world, clientId), clientId);
	const title = lesson.moments[moment]?.title ?? "";
	// The numbers that everybody saw are those of the setup.
	const where = setup.length === lesson.moments.length ? `at step ${moment + 1}` : `after “${title}”`;
	return cut(`The first difference is ${where}: ${was}.`, LIMITS.classSentenceCharacters);
}
