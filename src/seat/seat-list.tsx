import { type ReactNode, useState } from "react";
import { legible } from "#kit/legible.ts";
import "./seat-list.css";

/** Rows that the page shows by itself. */
const NEWEST = 2;
/** Px: high enough for a label of 16 px. */
export const SEAT_PUCK = 46;

type ListProps = {
	title: string;
	count: number;
	/** Rows that there are to show; count may be more. */
	rows: number;
	empty: string;
	draw: (shown: number) => ReactNode;
};

/** The newest two, and all of them at a press. */
export function SeatList({ title, count, rows, empty, draw }: ListProps) {
	const [all, setAll] = useState(false);
	return (
		<section className="seat-list" aria-label={title}>
			<header>
				<h2>{title}</h2>
				{rows > NEWEST ? (
					<button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
						{all ? "Newest two" : `All ${count}`}
					</button>
				) : (
					<span className="tabular">{count}</span>
				)}
			</header>
			{count === 0 ? <p className="seat-list-empty">{empty}</p> : <ul>{draw(all ? rows : NEWEST)}</ul>}
			{all && count > rows && <p className="seat-list-before">{count - rows} came before these.</p>}
		</section>
	);
}

/** One message: its puck with its name for a reader, its payload, and a word. */
export function SeatRow({ payload, says, children }: { payload: string; says: ReactNode; children: ReactNode }) {
	return (
		<li>
			{children}
			<span className="wire">{payload === "" ? "(empty)" : legible(payload, true)}</span>
			<span className="seat-list-says">{says}</span>
		</li>
	);
}
