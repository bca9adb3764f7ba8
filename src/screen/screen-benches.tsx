import type { stationsOf } from "./stations.ts";
import "./screen-benches.css";

type ScreenBenchesProps = { readonly stations: ReturnType<typeof stationsOf>; readonly code: string };

/** Everybody works in a room of their own: how far they have come, and nothing of who. */
export function ScreenBenches({ stations, code }: ScreenBenchesProps) {
	return (
		<main className="screen-benches tiled">
			<h2>Each seat has its own room now</h2>
			<p>
				Seat 7 works in {code}-07, seat 8 in {code}-08, and so on.
				<br />
				Nobody else sees it. <b>Back to class</b> stays on your phone.
			</p>
			<ol className="screen-benches-stations">
				{stations.map(({ name, count }) => (
					<li key={name}>
						<i className="screen-benches-stop" />
						<b>{count}</b>
						<span>{name}</span>
						<div className="screen-benches-squares" data-many={count > 12} aria-hidden="true">
							{Array.from({ length: count }, (_, at) => `square ${at + 1}`).map((square) => (
								<i key={square} />
							))}
						</div>
					</li>
				))}
			</ol>
		</main>
	);
}
