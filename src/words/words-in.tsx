import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";
import { Word } from "./word.tsx";
import "./words-in.css";

type WordsInProps = {
	/** "Words to ask about" */
	readonly where: string;
	readonly texts: readonly string[];
	readonly besides?: readonly string[] | undefined;
};

/** Terms that stand in what is pressed, such as answers to choose from, and nowhere in `besides`: in what is pressed they cannot be asked. */
export function WordsIn({ where, texts, besides = [] }: WordsInProps) {
	const seen = new Set<TermId>();
	const termsOf = (all: readonly string[]) =>
		all.flatMap((text) => stretchesOf(text, seen, () => false).flatMap((one) => (typeof one === "string" ? [] : [one])));
	termsOf(besides);
	const terms = termsOf(texts);
	if (terms.length === 0) return null;
	return (
		<p className="words-in">
			{where}:{" "}
			{terms.map(({ id, says }, at) => (
				<span key={id}>
					{at > 0 && ", "}
					<Word of={id}>{says}</Word>
				</span>
			))}
		</p>
	);
}
