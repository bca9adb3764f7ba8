import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { Marked } from "./marked.tsx";
import { wordHref } from "./names.ts";
import { PictureDrawing } from "./picture-drawing.tsx";
import type { Term } from "./term.ts";
import { termClass } from "./term-class.ts";
import "./asked.css";

/** The explanation of a term that was asked: what it is, one sentence, a picture, and one thing to try. */
export function Asked({ term, onClose, onTry }: { term: Term; onClose: () => void; onTry: () => void }) {
	return (
		<>
			<header className="asked-head">
				<h2 className={termClass(term)}>{term.name}</h2>
				<p>{term.kind}</p>
				<IconButton label="Close" icon="cross" size="small" s={15} onClick={onClose} />
			</header>
			<p className="asked-says">
				<Marked but={term.id} all>
					{term.says}
				</Marked>
			</p>
			<PictureDrawing parts={term.picture} />
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
