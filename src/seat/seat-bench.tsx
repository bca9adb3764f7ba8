import { benchRoom } from "#contract/bench.ts";
import type { OwnSeat } from "./use-seat.ts";
import "#kit/button.css";
import "./seat-bench.css";

/** The way to the seat's own room. The way back stands there. */
export function SeatBench({ own: { room, seat, told } }: { own: OwnSeat }) {
	const bench = benchRoom(room, seat);
	// An empty name: the trainer has sent everybody to a room, and to no lesson in it.
	const lesson = told.benches === null || told.benches === "" ? "" : `/lessons/${encodeURIComponent(told.benches)}`;
	return (
		<section className="seat-bench" aria-label="Your bench">
			<p className="seat-bench-code wire">{bench.toUpperCase()}</p>
			<p>
				You have your own clients in there, and a broker that nobody else uses. When the trainer calls everyone back, this page shows the
				class again.
			</p>
			<a className="button primary wide" href={`/r/${encodeURIComponent(bench)}${lesson}`}>
				Go to your bench
			</a>
		</section>
	);
}
