import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { Marked } from "./marked.tsx";
import { wordHref } from "./names.ts";
import { PictureDrawing } from "./picture-drawing.tsx";
import type { Term } from "./term.ts";
import { termClass } from "./term-class.ts";
import "./asked.css";

type AskedProps = {
	term: Term;
	/** The clause that was asked, if the term is that of all clauses. */
	clause: string | null;
	onClose: () => void;
	onTry: () => void;
};

/** What is told of a term that was asked: what it is, one sentence, a picture, and one thing to try. Of a clause: what it says, in our words. */
export function Asked({ term, clause, onClose, onTry }: AskedProps) {
	return (
		<>
			<header className="asked-head">
				<h2 className={termClass(term)}>{term.name}</h2>
				<p>{clause === null ? term.kind : clauseLabel(clause)}</p>
				<IconButton label="Close" icon="cross" size="small" s={15} onClick={onClose} />
			</header>
			<p className="asked-says">
				<Marked but={term.id} all>
					{clause === null ? term.says : `${clauseText(clause) ?? "This clause is not in our list"}.`}
				</Marked>
			</p>
			{clause === null && <PictureDrawing parts={term.picture} />}
			<footer className="asked-acts">
				<Button look="primary" onClick={onTry}>
					Try it: {term.tryIt.says}
				</Button>
				<a href={wordHref(term.id)} onClick={onClose}>
					All words
				</a>
			</footer>
		</>
	);
}
