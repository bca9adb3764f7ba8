import type { ReactNode, RefObject } from "react";
import type { LogLine } from "#story/log-line.ts";
import "./plain-lines.css";

export type LinesProps = {
	readonly lines: readonly LogLine[];
	/** What scrolls. */
	readonly box: RefObject<HTMLDivElement | null>;
	readonly draw: (line: LogLine) => ReactNode;
};

/** As many lines as a page draws without a thought. */
export const PLAIN_AT_MOST = 100;

/** A short log, and the newest lines of a long one for as long as what draws a long one is not there. */
export function PlainLines({ lines, draw }: LinesProps) {
	return (
		<div className="plain-lines">
			{lines.slice(-PLAIN_AT_MOST).map((line) => (
				<div key={line.seq}>{draw(line)}</div>
			))}
		</div>
	);
}
