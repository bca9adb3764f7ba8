import type { FateName } from "#kit/fate.ts";
import { FATES } from "#kit/fate.ts";
import { Icon } from "#kit/icon.tsx";
import { type Came, type Measured, MOMENTS, type Moment, type Position } from "#trial/positions.ts";
import "./marks.css";

const FATE_OF: Readonly<Record<Came, FateName>> = {
	queued: "queued",
	dropped: "dropped",
	delivered: "delivered",
	inflight: "inflight",
	unseen: "unseen",
	nothing: "none",
};

/** Three fixed positions: away, back, again. A drawing; the words are in the name of the cell around the marks. */
export function Marks({ measured }: { measured: Measured | null }) {
	return (
		<span className="marks" aria-hidden="true">
			{MOMENTS.map((moment) =>
				measured === null ? (
					<span key={moment} className="marks-mark" />
				) : (
					<Mark key={moment} moment={moment} position={measured.positions[moment]} />
				),
			)}
		</span>
	);
}

function Mark({ moment, position }: { moment: Moment; position: Position }) {
	const fate = FATE_OF[position.came];
	return (
		<span className="marks-mark" data-fate={fate}>
			<Icon n={FATES[fate].icon} s={17} />
			{moment === "again" && position.copies.some(({ retain }) => retain) && <Ribbon />}
			{position.copies.length > 1 && <b>{position.copies.length}</b>}
			{position.ended !== null && (
				<i className="marks-ended">
					<Icon n="unplug" s={11} />
				</i>
			)}
		</span>
	);
}

/** One mark alone, for the legend. */
export function KeyMark({ fate }: { fate: FateName }) {
	return (
		<span className="marks-mark" data-fate={fate} aria-hidden="true">
			<Icon n={FATES[fate].icon} s={14} />
		</span>
	);
}

function Ribbon() {
	return (
		<svg className="marks-ribbon" width="12" height="16" viewBox="0 0 12 16" aria-hidden="true">
			<path d="M1 0h10v14L6 10.5 1 14z" />
		</svg>
	);
}

export function DiffersMark() {
	return (
		<span className="marks-differs" aria-hidden="true">
			<Icon n="diff" s={12} />
		</span>
	);
}
