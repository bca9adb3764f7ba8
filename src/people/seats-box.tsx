import type { CrowdPlace } from "#crowd/place.ts";
import { Tile } from "#crowd/tile.tsx";
import { sayConnected } from "./seats-sum.ts";
import "./seats-box.css";

type SeatsBoxProps = {
	/** By their numbers: crowdOf(world, seats, task).seats. */
	places: readonly CrowdPlace[];
	/** The seats that have wires of their own. */
	spotlight: readonly number[];
};

/** All seats of a class as one box on the host's stage, with one thread to the broker. */
export function SeatsBox({ places, spotlight }: SeatsBoxProps) {
	return (
		<section className="seats-box" aria-label="Seats">
			<h2>
				Seats <span>{sayConnected(places)}</span>
			</h2>
			<ul>
				{places.map((place) => (
					<Tile key={place.client} place={place} size="small" spot={place.seat !== null && spotlight.includes(place.seat)} />
				))}
			</ul>
			{places.length === 0 && <p>Nobody has a seat yet.</p>}
		</section>
	);
}
