import type { ReactNode } from "react";
import { type TermId, wordHref } from "./names.ts";
import "./word.css";

/** Letters of a term that fit every column of every screen. */
const SHORT = 8;

/** A term that answers when it is asked: by a resting pointer, a tap, or Enter. It is not a stop of the Tab key: see walk.ts. Never inside a button or a link. */
export function Word({ of, children }: { of: TermId; children: ReactNode }) {
	// "QoS 2" is not broken before its number
	const short = typeof children === "string" && children.length <= SHORT && children.includes(" ");
	return (
		<a className="word" href={wordHref(of)} data-word={of} data-short={short || undefined} tabIndex={-1} aria-haspopup="dialog">
			{children}
		</a>
	);
}
