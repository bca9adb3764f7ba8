import type { FileFault } from "#course/file/lesson-file.ts";
import { cut } from "#mqtt/cut.ts";
import "./fault-list.css";

/** Lines shown before and after the line with the fault. */
const AROUND = 1;
/** Characters of a line that are shown; a file written on one line would fill the sheet. */
const MOST = 200;

/** What is wrong in a lesson file, each fault beside the lines that it is about. */
export function FaultList({ faults, text }: { faults: readonly FileFault[]; text: string }) {
	const lines = text.split(/\r?\n/);
	return (
		<ul className="fault-list" aria-label="What is wrong in it" role="status">
			{faults.map((fault) => (
				<li key={`${fault.line}:${fault.column}:${fault.says}`}>
					<p>{sentenceOf(fault)}</p>
					<Excerpt lines={lines} line={fault.line} column={fault.column} />
				</li>
			))}
		</ul>
	);
}

function Excerpt({ lines, line, column }: { lines: readonly string[]; line: number; column: number }) {
	const first = Math.max(0, line - 1 - AROUND);
	const shown = lines.slice(first, line + AROUND);
	if (shown.every((one) => one.trim() === "")) return null;
	const from = Math.max(0, column - MOST / 2);
	return (
		<ol className="fault-list-excerpt" start={first + 1}>
			{shown.map((one, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines are what they are by their number
				<li key={at} data-here={first + at + 1 === line}>
					<span>{first + at + 1}</span>
					{one.length > MOST ? `…${cut(one.slice(from), MOST)}` : one}
				</li>
			))}
		</ol>
	);
}

function sentenceOf({ line, says, whole }: FileFault): string {
	if (whole) return says;
	return `Line ${line}: ${says}${says.endsWith("?") ? "" : "."}`;
}
