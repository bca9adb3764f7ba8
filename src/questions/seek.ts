import type { Question } from "#course/questions/question.ts";

/** Words that everybody uses, whatever is asked. */
const COMMON = new Set(
	"a an and are as at be by can come comes did do does for from get gets have here how i if in is it my me not of on or so such that the then there they this to up was what when where which who why with you your".split(
		" ",
	),
);

/** What a hit in each text of a question is worth. */
const WORTH = [
	[4, ({ title }: Question) => title],
	[3, ({ also }: Question) => also],
	[1, ({ says }: Question) => says],
] as const;

/** The questions that these words ask, the nearest first. At least half of the words have to be found; words like "why" and "my" do not count. */
export function seek(questions: readonly Question[], sought: string): readonly Question[] {
	const words = wordsOf(sought);
	if (words.length === 0) return sought.trim() === "" ? questions : [];
	return questions
		.map((question) => ({ question, worth: worthOf(question, words) }))
		.filter(({ worth }) => worth > 0)
		.toSorted((one, other) => other.worth - one.worth)
		.map(({ question }) => question);
}

function worthOf(question: Question, words: readonly string[]): number {
	const texts = WORTH.map(([worth, text]) => ({ worth, words: wordsOf(text(question)) }));
	const hits: readonly number[] = words.map((word) => texts.find((text) => text.words.some((one) => one.startsWith(word)))?.worth ?? 0);
	const found = hits.filter((worth) => worth > 0).length;
	return found * 2 < words.length ? 0 : hits.reduce((sum, worth) => sum + worth, 0);
}

/** Without endings: "messages", "message" and "messaging" are one word here. */
function wordsOf(text: string): readonly string[] {
	const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
	return words.filter((word) => !COMMON.has(word)).map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, "") : word));
}
