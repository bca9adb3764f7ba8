import { type CrowdPlace, countLamps, LAMP_WORDS } from "#crowd/place.ts";
import { StateLamp } from "#crowd/state-lamp.tsx";
import "./screen-key.css";

/** How many are in each state; at the same time the key to the lamps. width: of what stands below it, px; many states reach out to the left. */
export function ScreenKey({ places, width }: { places: readonly CrowdPlace[]; width: number }) {
	return (
		<p className="screen-key" style={{ minWidth: width }}>
			{countLamps(places).map(({ lamp, count }) => (
				<span key={lamp}>
					<StateLamp lamp={lamp} s={28} />
					<b>{count}</b>
					{LAMP_WORDS[lamp]}
				</span>
			))}
		</p>
	);
}
