import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import type { LogLine } from "#story/log-line.ts";
import "./plain-lines.css";

export type LinesProps = {
	readonly lines: readonly LogLine[];
	/** What scrolls. */
	readonly box: RefObject<HTMLDivElement | null>;
	readonly draw: (line: LogLine) => ReactNode;
	/** The place of the line that is to be in view; null: whichever is. */
	readonly inView: number | null;
};

/** A log of so many lines is short. */
export const PLAIN_AT_MOST = 100;
/** As many lines as a page draws in one go without a pause that is felt. */
const DRAWN_AT_MOST = 600;

/** A short log, and the newest lines of a long one for as long as what draws a long one is not there. */
export function PlainLines({ lines, box, draw, inView }: LinesProps) {
	const all = useRef<HTMLDivElement>(null);
	const before = Math.max(0, lines.length - DRAWN_AT_MOST);
	useEffect(() => {
		const line = inView === null ? undefined : all.current?.children[inView - before];
		if (line === undefined || box.current === null) return;
		const [place, seen] = [line.getBoundingClientRect(), box.current.getBoundingClientRect()];
		// What was before it and what came after it are in view too.
		if (place.top < seen.top || place.bottom > seen.bottom)
			box.current.scrollTop += place.top - seen.top - (seen.height - place.height) / 2;
	}, [box, inView, before]);
	return (
		<div className="plain-lines" ref={all}>
			{lines.slice(before).map((line) => (
				<div key={line.seq}>{draw(line)}</div>
			))}
		</div>
	);
}
