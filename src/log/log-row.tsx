import { memo, useState } from "react";
import { clauseLabel, clauseParts } from "#mqtt/clause-id.ts";
import type { LogLine } from "#story/log-line.ts";
import { timeText } from "#story/phrases.ts";
import { Marked } from "#words/marked.tsx";
import { useClauseText } from "#words/use-clause-text.ts";
import "./log-row.css";

type RowProps = {
	readonly line: LogLine;
	readonly open: boolean;
	readonly onToggle: (seq: number) => void;
	readonly wholeOf: (line: LogLine) => string;
	readonly showDoor: () => void;
};

/** One line. The clause of the line is a tag that, when pressed, says in words what the clause says. */
export const LogRow = memo(function LogRow({ line, open, onToggle, wholeOf, showDoor }: RowProps) {
	const { seq, at, kind, text, clause } = line;
	const [whole, setWhole] = useState(false);
	const [pointed, setPointed] = useState(false);
	const rule = useClauseText(clause, open || pointed);
	return (
		<div className="log-row" data-kind={kind} data-way={line.direction}>
			<span className="log-row-time">{timeText(at)}</span>
			<span className="log-row-text">
				<Marked lazy packet={kind === "packet" || line.namesFields}>
					{text}
				</Marked>{" "}
				{line.cutFrom !== undefined && (
					<button type="button" className="log-row-clause" aria-expanded={whole} onClick={() => setWhole(!whole)}>
						All {line.cutFrom.toLocaleString("en")} characters
					</button>
				)}
			</span>
			{kind === "door" && (
				<button type="button" className="log-row-clause" onClick={showDoor}>
					Show
				</button>
			)}
			{kind !== "door" && clause !== null && (
				<button
					type="button"
					className="log-row-clause"
					aria-expanded={open}
					title={rule?.is === "rule" ? `MQTT 3.1.1: ${rule.says}` : rule?.says}
					onPointerEnter={() => setPointed(true)}
					onPointerLeave={() => setPointed(false)}
					onClick={() => onToggle(seq)}
				>
					{tagText(clause)}
				</button>
			)}
			{whole && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach
				<section className="log-row-whole" aria-label="The whole line" tabIndex={0}>
					{wholeOf(line)}
				</section>
			)}
			{open && clause !== null && (
				<p className="log-row-rule">
					<b>{clauseLabel(clause)}</b> <Marked>{rule?.says ?? ""}</Marked>
				</p>
			)}
		</div>
	);
});

/** "4.3.2-1", "§ 4.1" */
function tagText(clause: string): string {
	const { number, isSection } = clauseParts(clause);
	return isSection ? `§ ${number}` : number;
}
