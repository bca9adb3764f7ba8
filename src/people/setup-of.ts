import type { ClassQuestion } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Lesson } from "#course/lesson.ts";
import { cut } from "#mqtt/cut.ts";

type Setup = ClassQuestion["setup"];

/** What a lesson's question says before it asks, sentence by sentence, and what it asks. */
export function askedIn({ asks }: Pick<Lesson, "asks">): { readonly before: readonly string[]; readonly asks: string } {
	const sentences = asks.split(/(?<=[.?!]”?) +/);
	return { before: sentences.slice(0, -1), asks: cut(sentences.at(-1) ?? asks, LIMITS.classSentenceCharacters) };
}

/** The moments before the question: the author's own sentences, or where these are too many or none, the titles of the moments. */
export function setupOf(lesson: Pick<Lesson, "asks" | "moments">): Setup {
	const { before } = askedIn(lesson);
	const told = before.length > 0 && before.length <= LIMITS.setupMoments;
	const says = told ? before : lesson.moments.map(({ title }) => `${title}.`);
	return withMessages(withCode(says), namesOf(lesson));
}

/** "sub-1 connects with clean_session = false and leaves." is shorter with the fragment on a line of its own. */
function withCode(sentences: readonly string[]): Setup {
	let last: string | undefined;
	return sentences.map((sentence) => {
		const own = /(?<!,) with (clean_session = (?:true|false))/.exec(sentence);
		const same = last !== undefined && sentence.includes(" with the same setting");
		if (own === null && !same) return { says: cut(sentence, LIMITS.classSentenceCharacters) };
		last = own?.[1] ?? last ?? "";
		const says = sentence.replace(own?.[0] ?? " with the same setting", "");
		return { says: cut(says, LIMITS.classSentenceCharacters), code: last };
	});
}

type Name = { readonly name: string; readonly payload: string };

/** What the messages of the script will be called, in an empty room: m1 is the first without RETAIN, r1 the first with it. */
function namesOf({ moments }: Pick<Lesson, "moments">): readonly Name[] {
	const counts = { m: 0, r: 0 };
	return moments.flatMap(({ lines }) =>
		lines.flatMap(({ step }) => {
			if (step.do !== "publish") return [];
			const kind = step.retain ? "r" : "m";
			return Array.from({ length: step.times }, () => {
				counts[kind] += 1;
				return { name: `${kind}${counts[kind]}`, payload: step.payload };
			});
		}),
	);
}

/** Each message stands at the sentence that first speaks of it. */
function withMessages(setup: Setup, names: readonly Name[]): Setup {
	const spoken = new Set<Name>();
	let left = LIMITS.answers as number;
	return setup.map((moment) => {
		const messages = names.filter((one) => !spoken.has(one) && left > 0 && speaksOf(moment.says, one.payload)).slice(0, left);
		for (const one of messages) spoken.add(one);
		left -= messages.length;
		return messages.length === 0 ? moment : { ...moment, messages: messages.map(({ name }) => name) };
	});
}

function speaksOf(sentence: string, payload: string): boolean {
	if (payload === "") return sentence.includes("an empty message");
	return sentence.split(/[\s,;:“”]+/).some((word) => word === payload || word === `${payload}.`);
}
