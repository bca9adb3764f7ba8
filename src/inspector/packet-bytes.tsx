import { many } from "#contract/many.ts";
import type { ByteCell } from "./cells.ts";
import "./packet-bytes.css";

/** The packet's bytes in hex, a line under each field. looked: the field that is looked at. */
export function PacketBytes({ cells, more, looked }: { cells: readonly ByteCell[]; more: number; looked: string | null }) {
	const stop = cells.find(({ field }) => field !== null && field === looked) ?? cells.find(({ field }) => field !== null);
	return (
		<>
			{/* biome-ignore lint/a11y/useSemanticElements: the bytes are a line of things, not a form */}
			<div className="packet-bytes" role="group" aria-label="Bytes" data-fields>
				{cells.map((cell) => (
					<Cell key={cell.at} cell={cell} looked={looked !== null && cell.field === looked} tabStop={cell.at === stop?.at} />
				))}
			</div>
			{more > 0 && <p className="packet-bytes-more">and {many(more, "more byte")}</p>}
		</>
	);
}

function Cell({ cell, looked, tabStop }: { cell: ByteCell; looked: boolean; tabStop: boolean }) {
	const { at, hex, field, first, last, is } = cell;
	const drawn = {
		className: "packet-bytes-one",
		"data-looked": looked || undefined,
		"data-first": first || undefined,
		"data-last": last || undefined,
		"data-is": is,
	};
	if (field === null) {
		return (
			<span {...drawn} title={is === "unread" ? "not read" : undefined}>
				{hex}
			</span>
		);
	}
	return (
		<button
			{...drawn}
			type="button"
			data-field={field}
			tabIndex={tabStop ? 0 : -1}
			aria-label={`byte ${at}, ${hex}, ${field}`}
			aria-pressed={looked}
		>
			{hex}
		</button>
	);
}
