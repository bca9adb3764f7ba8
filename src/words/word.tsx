import type { ReactNode } from "react";
import { type TermId, wordHref } from "./names.ts";
import "./word.css";

/** A term that answers when it is asked: by a resting pointer, a tap, or Enter. It is not a stop of the Tab key: see walk.ts. Never inside a button or a link. */
export function Word({ of, children }: { of: TermId; children: ReactNode }) {
	return (
		<a className="word" href={wordHref(of)} data-word={of} tabIndex={-1} aria-haspopup="dialog">
			{children}
		</a>
	);
}
