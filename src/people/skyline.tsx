import { memo } from "react";
import { many } from "#contract/many.ts";
import { Icon } from "#kit/icon.tsx";
import { SKY, type SkylinePaths } from "./skyline-paths.ts";
import "./skyline.css";

type SkylineProps = SkylinePaths & { clients: number; says: string };

/** The queues of all sessions at a glance: height = waiting, tick = the highest ever, cross = something was dropped, ink foot = kept. */
export const Skyline = memo(
	function Skyline({ queued, marks, kept, clean, crosses, followed, clients, says }: SkylineProps) {
		return (
			<figure className="skyline">
				<div className="skyline-plot" role="img" aria-label={`Queue of each of ${many(clients, "client")}, with its highest mark. ${says}`}>
					<svg viewBox={`0 0 ${SKY.width} ${SKY.height}`} preserveAspectRatio="none" aria-hidden="true">
						<path className="skyline-limit" d={`M0 ${SKY.ground - SKY.high}H${SKY.width}`} />
						<path className="skyline-clean" d={clean} />
						<path className="skyline-kept" d={kept} />
						<path className="skyline-queued" d={queued} />
						<path className="skyline-kept" d={marks} />
					</svg>
					{crosses.map((left) => (
						<span key={left} className="skyline-cross" style={{ left: `${left}%` }}>
							<Icon n="cross" s={12} />
						</span>
					))}
					<span className="skyline-says">{says}</span>
					{followed !== null && <span className="skyline-followed" style={{ left: `${followed}%` }} />}
				</div>
			</figure>
		);
	},
	(before, after) => (Object.keys(after) as (keyof SkylineProps)[]).every((key) => String(before[key]) === String(after[key])),
);
