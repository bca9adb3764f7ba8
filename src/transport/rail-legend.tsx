import { FATES, type FateName } from "#kit/fate.ts";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import "./rail-legend.css";

const SHOWN: readonly FateName[] = ["delivered", "queued", "inflight", "dropped"];

/** What the marks on the rail mean, while somebody points at it or has the focus on it. "?" lists the same, with all other signs. */
export function RailLegend() {
	return (
		<div className="rail-legend" aria-hidden="true">
			<b>Published, and what became of it</b>
			{SHOWN.map((fate) => (
				<span key={fate}>
					<Puck qos={1} fate={FATES[fate].puck} h={14} />
					{FATES[fate].word}
				</span>
			))}
			<span className="rail-legend-apart">
				<i className="rail-legend-tick" />
				Any other packet
			</span>
			<span>
				<Icon n="scissors" s={14} />
				Cable cut
			</span>
			<span>
				<i className="rail-legend-window" />
				What the tape shows
			</span>
		</div>
	);
}
