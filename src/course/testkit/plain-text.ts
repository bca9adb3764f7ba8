import type { Lesson } from "#course/lesson.ts";
import { sayStep } from "#script/say-step.ts";
import { sayChange } from "#trial/change.ts";

type Part = "title" | "words" | "setup" | "question" | "answers" | "explanation" | "change";
type Paragraph = { readonly part: Part; readonly text: string };

/** A lesson in the order in which it is read, as a screen reader reads it: nothing here comes from a run. */
export function plainText({
	title,
	short,
	words = [],
	moments,
	asks,
	answers,
	belief,
	explain,
	comes,
	follow,
}: Lesson): readonly Paragraph[] {
	const came = answers.find(({ id }) => id === comes);
	const all: readonly (readonly [Part, readonly string[]])[] = [
		["title", [title, short]],
		["words", words.map(({ term, says }) => `${term}: ${says}`)],
		[
			"setup",
			moments.flatMap((moment, at) => [`${at + 1}. ${moment.title}`, ...moment.lines.map(({ says, step }) => says ?? sayStep(step))]),
		],
		["question", [asks]],
		["answers", answers.flatMap(({ says, because }) => [says, because])],
		["explanation", [came?.says ?? "", explain.title, ...(belief === undefined ? [] : [`Many believe: “${belief}”`]), ...explain.says]],
		["change", follow === undefined ? [] : [follow.asks, ...follow.changes.map(sayChange), ...follow.hints]],
	];
	return all.flatMap(([part, texts]) => texts.map((text) => ({ part, text })));
}
