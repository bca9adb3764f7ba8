import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";
import { Word } from "./word.tsx";
import "./words-in.css";

type WordsInProps = {
	/** "Words to ask about" */
	readonly where: string;
	readonly texts: readonly string[];
	readonly besides?: readonly string[] | undefined;
	/** A term that the texts do not spell as we do, as what is pressed shows it. */
	readonly also?: { readonly id: TermId; readonly says: string } | undefined;
	/** The everyday words that are meant as terms in these texts. */
	readonly soft?: readonly TermId[] | undefined;
};

/** Terms that stand in what is pressed, such as answers to choose from, and nowhere in `besides`: in what is pressed they cannot be asked. */
export function WordsIn({ where, texts, besides = [], also, soft = [] }: WordsInProps) {
	const seen = new Set<TermId>(also === undefined ? [] : [also.id]);
	const termsOf = (all: readonly string[]) =>
		all.flatMap((text) => stretchesOf(text, seen, (id) => soft.includes(id)).flatMap((one) => (typeof one === "string" ? [] : [one])));
	termsOf(besides);
	const terms = [...(also === undefined ? [] : [also]), ...termsOf(texts)];
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
