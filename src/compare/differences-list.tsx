import { timeText } from "#story/phrases.ts";
import { type Divergence, keyOf } from "#traffic/differences.ts";
import { type InTheEnd, sayEnd, sayWhich } from "./outcomes.ts";
import { sayBoth } from "./say-divergence.ts";
import "./differences-list.css";

type ListProps = {
	readonly differences: readonly Divergence[];
	readonly ends: readonly InTheEnd[];
	/** Which of them the tapes show. */
	readonly shown: number;
	readonly onShow: (index: number) => void;
};

/** Differences that are listed one by one; all that follow from a first one are rarely worth more. */
const LISTED = 40;

/** Where the runs part, in order of time, and what came of it in the end. */
export function DifferencesList({ differences, ends, shown, onShow }: ListProps) {
	return (
		<section className="differences-list" aria-label="Differences">
			<header>
				<h2>Differences</h2>
				<p>{differences.length === 0 ? "none" : `${differences.length} on one clock`}</p>
			</header>
			<div className="differences-list-scroll">
				{differences.length === 0 && (
					<p>The same packets crossed the same wires in both runs, whatever their packet ids and the names of their messages.</p>
				)}
				<ol>
					{differences.slice(0, LISTED).map((one, index) => {
						const [above, below] = sayBoth(one);
						return (
							<li key={keyOf(one)}>
								<button type="button" aria-pressed={index === shown} onClick={() => onShow(index)}>
									<span className="differences-list-time">{timeText(one.at)}</span>
									<span>
										{index === 0 && <b className="differences-list-first">First difference</b>}
										<span>
											<b>Above</b> {above}
										</span>
										<span>
											<b>Below</b> {below}
										</span>
									</span>
								</button>
							</li>
						);
					})}
				</ol>
				{differences.length > LISTED && <p>And {differences.length - LISTED} more.</p>}
				<Ends ends={ends} />
			</div>
		</section>
	);
}

function Ends({ ends }: Pick<ListProps, "ends">) {
	if (ends.length === 0) return <p className="differences-list-same">In the end, every message has the same fate in both runs.</p>;
	return (
		<table aria-label="In the end">
			<thead>
				<tr>
					<th scope="col">In the end</th>
					<th scope="col">Above</th>
					<th scope="col">Below</th>
				</tr>
			</thead>
			<tbody>
				{ends.map((end) => (
					<tr key={sayWhich(end)}>
						<th scope="row">{sayWhich(end)}</th>
						<td>{sayEnd(end.one)}</td>
						<td>{sayEnd(end.other)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
