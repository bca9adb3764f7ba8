import { useId } from "react";
import { CopyAll } from "#kit/copy-all.tsx";
import type { AtDoor } from "#model/world.ts";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { timeText } from "#story/phrases.ts";
import { answerText, fieldText } from "./door-text.ts";
import "./door-row.css";

type RowProps = {
	readonly visitor: AtDoor;
	/** The heads of the columns: on a phone they stand before the fields. */
	readonly heads: readonly string[];
	readonly open: boolean;
	readonly onToggle: () => void;
};

/** Bytes of the list, and bytes in a line of it. */
const FIRST = 12;
const LINE = 6;
/** Bytes in a line of the row's own bytes. */
const WIDE = 16;

/** One visitor. The time opens what came first, and what the visitor was told. */
export function DoorRow({ visitor, heads, open, onToggle }: RowProps) {
	const { at, times, from, clientId, userName, level, hex, says, advice } = visitor;
	const details = useId();
	const bytes = hex === "" ? [] : hex.split(" ");
	const [when, who, user, speaks, first] = heads;
	return (
		<>
			<tr className="door-row" data-open={open}>
				<td data-head={when}>
					<button
						type="button"
						className="door-row-when"
						aria-expanded={open}
						aria-controls={open ? details : undefined}
						onClick={onToggle}
					>
						{timeText(at)}
						{times > 1 && <small>× {times}</small>}
					</button>
				</td>
				<td className="door-row-bytes" data-head={who}>
					<Field field={clientId} strong />
					<bdi>{from}</bdi>
				</td>
				<td className="door-row-bytes" data-head={user}>
					<Field field={userName} />
				</td>
				<td className="door-row-bytes" data-head={speaks}>
					<Field field={level} />
				</td>
				<td className="door-row-bytes" data-head={first}>
					{bytes.length === 0 ? (
						<Field field={undefined} />
					) : (
						linesOf(bytes.slice(0, FIRST), LINE).map((line) => <div key={line.at}>{line.hex}</div>)
					)}
				</td>
				<td className="door-row-why">
					<b>{says}</b>
					<small>{advice}</small>
				</td>
			</tr>
			{open && (
				<tr className="door-row-details" id={details}>
					<td colSpan={heads.length}>
						<Details visitor={visitor} bytes={bytes} />
					</td>
				</tr>
			)}
		</>
	);
}

/** What a client sent is a world of its own: it must not turn the text around it. */
function Field({ field, strong = false }: { field: string | number | null | undefined; strong?: boolean }) {
	const text = fieldText(field);
	const Tag = strong ? "b" : "span";
	return (
		<Tag className="door-row-field" data-none={field === undefined || field === null} title={text}>
			<bdi>{text}</bdi>
		</Tag>
	);
}

function Details({ visitor, bytes }: { visitor: AtDoor; bytes: readonly string[] }) {
	const { clause } = visitor;
	return (
		<div className="door-row-told">
			{bytes.length > 0 && (
				<div>
					<h3>{bytes.length === 1 ? "The first byte" : `The first ${bytes.length} bytes`}</h3>
					<pre className="door-row-dump">
						{linesOf(bytes, WIDE)
							.map(({ at, hex, text }) => `${at.toString(16).padStart(2, "0")}  ${hex.padEnd(WIDE * 3 - 1)}  ${text}`)
							.join("\n")}
					</pre>
					{bytes.includes("2a") && <p>Where * (2a) stands, a byte may be left out: it might be of a password.</p>}
					<CopyAll word="Copy bytes" text={() => bytes.join(" ")} />
				</div>
			)}
			<div>
				<h3>What it was told</h3>
				<p>{answerText(visitor)}</p>
				{clause !== null && (
					<p className="door-row-clause">
						<b>{clauseLabel(clause)}</b> {clauseText(clause)}.
					</p>
				)}
			</div>
		</div>
	);
}

/** Hex and text of so many bytes at a time; a byte that is not a printed ASCII character is a dot. */
function linesOf(bytes: readonly string[], each: number): { readonly at: number; readonly hex: string; readonly text: string }[] {
	return Array.from({ length: Math.ceil(bytes.length / each) }, (_, line) => {
		const part = bytes.slice(line * each, (line + 1) * each);
		const text = part.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join("");
		return { at: line * each, hex: part.join(" "), text: text.replace(/[^\x20-\x7e]/g, "·") };
	});
}
