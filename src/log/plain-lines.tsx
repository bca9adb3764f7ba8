import type { ReactNode, RefObject } from "react";
import type { LogLine } from "#story/log-line.ts";
import "./plain-lines.css";

export type LinesProps = {
	readonly lines: readonly LogLine[];
	/** What scrolls. */
	readonly box: RefObject<HTMLDivElement | null>;
	readonly draw: (line: LogLine) => ReactNode;
};

/** A log of so many lines is short. */
export const PLAIN_AT_MOST = 100;
/** As many lines as a page draws in one go without a pause that is felt. */
const DRAWN_AT_MOST = 600;

/** A short log, and the newest lines of a long one for as long as what draws a long one is not there. */
export function PlainLines({ lines, draw }: LinesProps) {
	return (
		<div className="plain-lines">
			{lines.slice(-DRAWN_AT_MOST).map((line) => (
				<div key={line.seq}>{draw(line)}</div>
			))}
		</div>
	);
}
