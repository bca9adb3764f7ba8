import { type KeyboardEvent, memo } from "react";
import { useStore } from "zustand";
import { type Combination, keyOf } from "#trial/combination.ts";
import { departures } from "#trial/compare.ts";
import { besideSeed, claimOf } from "#trial/seed-table.ts";
import { DiffersMark, Marks } from "./marks.tsx";
import { type Cell, cellIn, type MatrixStore } from "./run-matrix.ts";
import { sayCell, sayDiffers } from "./say-cell.ts";
import "./cell-button.css";

type CellButtonProps = {
	matrix: MatrixStore;
	combination: Combination;
	/** The one cell of the grid that Tab leads to. */
	stop: boolean;
	onAt: (combination: Combination) => void;
	onKey: (combination: Combination, event: KeyboardEvent) => void;
};

/** Follows its own cell alone: 36 of these are drawn, and during a run one of them changes every few ms. */
export const CellButton = memo(function CellButton({ matrix, combination, stop, onAt, onKey }: CellButtonProps) {
	const cell = useStore(matrix, (state) => cellIn(state.cells, combination));
	const reference = useStore(matrix, (state) => cellIn(state.references, combination));
	const open = useStore(matrix, ({ opened }) => opened !== null && keyOf(opened) === keyOf(combination));
	const measured = cell.state === "done" ? cell.measured : null;
	const differs = measured !== null && reference.state === "done" && departures(measured, reference.measured).length > 0;
	const name = sayCell(combination, measured, cell.state) + (differs ? `. ${sayDiffers(matrix.getState().settings)}` : "");
	return (
		<button
			type="button"
			className="cell-button"
			data-state={cell.state}
			data-cell={keyOf(combination)}
			aria-label={name}
			aria-pressed={open}
			tabIndex={stop ? 0 : -1}
			onClick={() => matrix.open(combination)}
			onFocus={() => onAt(combination)}
			onKeyDown={(event) => onKey(combination, event)}
		>
			{cell.state === "failed" ? <span className="cell-button-failed">Failed</span> : <Marks measured={measured} />}
			{differs && <DiffersMark />}
			<SeedLine combination={combination} cell={cell} />
		</button>
	);
});

const RECEIVES = { nothing: "nothing", last: "last", all: "all" } as const;
const SIGN = { agrees: "=", more: "+", differs: "≠" } as const;

/** The article’s word for this cell and how that word relates to what was measured. Shown when asked for, and on paper. */
function SeedLine({ combination, cell }: { combination: Combination; cell: Cell }) {
	const claim = claimOf(combination);
	const beside = cell.state === "done" ? besideSeed(cell.measured) : null;
	return (
		<span className="cell-button-seed" aria-hidden="true" data-verdict={beside?.verdict}>
			{RECEIVES[claim.receives]}
			{beside !== null && <b>{SIGN[beside.verdict]}</b>}
		</span>
	);
}
