import { useEffect, useRef } from "react";
import { Marked } from "./marked.tsx";
import { PictureDrawing } from "./picture-drawing.tsx";
import { SignLegend } from "./sign-legend.tsx";
import type { Term } from "./term.ts";
import { termClass } from "./term-class.ts";
import { found } from "./terms.ts";
import "./words-list.css";

type WordsListProps = {
	/** The name of the one group to show; null: all of them. */
	readonly group: string | null;
	/** What somebody looks for: words of a name, a spelling or a sentence. */
	readonly sought: string;
	/** The id of the term to show; null: none in particular. */
	readonly asked: string | null;
	readonly tryIt: (term: Term) => void;
};

/** Every term with its picture, its sentence and one thing to try. */
export function WordsList({ group, sought, asked, tryIt }: WordsListProps) {
	const terms = found(group, sought);
	if (terms.length === 0) return <p className="words-list-none">No word matches “{sought}”.</p>;
	return (
		<>
			{group === null && sought === "" && (
				<details className="words-list-legend">
					<summary>Legend: shapes, colours, wires, and the codes in the log</summary>
					<SignLegend />
				</details>
			)}
			<ul className="words-list">
				{terms.map((term) => (
					<Entry key={term.id} term={term} asked={term.id === asked} tryIt={tryIt} />
				))}
			</ul>
		</>
	);
}

function Entry({ term, asked, tryIt }: { term: Term; asked: boolean; tryIt: (term: Term) => void }) {
	const entry = useRef<HTMLLIElement>(null);
	useEffect(() => {
		if (!asked) return;
		entry.current?.scrollIntoView({ block: "center" });
		entry.current?.focus({ preventScroll: true });
	}, [asked]);
	return (
		<li ref={entry} id={term.id} className="words-list-entry" data-asked={asked || undefined} tabIndex={-1}>
			<PictureDrawing parts={term.picture} />
			<div>
				<h3>
					<span className={termClass(term)}>{term.name}</span> <small>{term.kind}</small>
				</h3>
				<p>
					<Marked but={term.id} all>
						{term.says}
					</Marked>
				</p>
				<button type="button" onClick={() => tryIt(term)}>
					Try it: {term.tryIt.says}
				</button>
			</div>
		</li>
	);
}
