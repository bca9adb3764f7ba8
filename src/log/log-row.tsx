import { memo, useState } from "react";
import { clauseLabel, clauseParts } from "#mqtt/clause-id.ts";
import type { LogLine } from "#story/log-line.ts";
import { momentText } from "#story/phrases.ts";
import { Marked } from "#words/marked.tsx";
import { useClauseText } from "#words/use-clause-text.ts";
import "./log-row.css";

type RowProps = {
	readonly line: LogLine;
	readonly open: boolean;
	readonly onToggle: (seq: number) => void;
	readonly wholeOf: (line: LogLine) => string;
	readonly showDoor: () => void;
	/** Whether a class is led here: then it is said who did what. */
	readonly led: boolean;
	/** How the time is written. */
	readonly timeOf: (line: LogLine) => string;
	readonly selected: boolean;
	/** Where the line stands when the page looks back: at the moment that is shown, or after it. */
	readonly stands: "here" | "later" | null;
	/** Whether the Tab key comes to this line: of all lines it comes to one, and the arrow keys go on from there. */
	readonly reached: boolean;
	readonly onReach: (seq: number) => void;
	readonly onSeek: (seq: number) => void;
	readonly onPick: (line: LogLine) => void;
};

/** One line. Its time goes to that moment; its packet or its message can be selected. The clause of the line is a tag that, when pressed, says in words what the clause says. */
export const LogRow = memo(function LogRow(props: RowProps) {
	const { line, led, open, onToggle, wholeOf, showDoor, timeOf, selected, stands, reached, onReach, onSeek, onPick } = props;
	const { seq, kind, text, clause } = line;
	const [whole, setWhole] = useState(false);
	const [pointed, setPointed] = useState(false);
	const rule = useClauseText(clause, open || pointed);
	return (
		<div
			className="log-row"
			data-kind={kind}
			data-way={line.direction}
			data-led={led || undefined}
			data-selected={selected || undefined}
			data-stands={stands ?? undefined}
			aria-current={stands === "here" ? "time" : undefined}
		>
			<button
				type="button"
				className="log-row-time"
				title="Show this moment"
				tabIndex={reached ? 0 : -1}
				onFocus={() => onReach(seq)}
				onClick={() => onSeek(seq)}
			>
				{timeOf(line)}
			</button>
			{led && <span className="log-row-by">{line.by}</span>}
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
			<span className="log-row-tags">
				<Selecting line={line} selected={selected} onPick={onPick} />
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
			</span>
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

/** A packet's line selects the packet, and a decision the message that it is about. */
function Selecting({ line, selected, onPick }: Pick<RowProps, "line" | "selected" | "onPick">) {
	const { packet, message, kind, at } = line;
	if (packet === undefined && (kind !== "decision" || message === null)) return null;
	return (
		<button
			type="button"
			className="log-row-pick"
			tabIndex={-1}
			aria-pressed={selected}
			aria-label={packet === undefined ? undefined : `Packet at ${momentText(at)}`}
			title={packet === undefined ? `Show the exchange of ${message}` : "Show this packet"}
			onClick={() => onPick(line)}
		>
			{packet === undefined ? message : "Packet"}
		</button>
	);
}

/** "4.3.2-1", "§ 4.1" */
function tagText(clause: string): string {
	const { number, isSection } = clauseParts(clause);
	return isSection ? `§ ${number}` : number;
}
