import { ICONS } from "#kit/icons.ts";
import type { CrowdLamp } from "./place.ts";
import "./state-lamp.css";

/** The state of a client by the shape of its lamp, s px wide. A drawing: the word stands beside it, or in a key above many of them. */
export function StateLamp({ lamp, s }: { lamp: CrowdLamp; s: number }) {
	return (
		<svg className="state-lamp" width={s} height={s} viewBox="0 0 24 24" aria-hidden="true" data-lamp={lamp}>
			<Shape lamp={lamp} />
		</svg>
	);
}

function Shape({ lamp }: { lamp: CrowdLamp }) {
	switch (lamp) {
		case "connected":
			return <circle className="state-lamp-full" cx={12} cy={12} r={9.5} />;
		case "offline":
			return <circle cx={12} cy={12} r={8.5} strokeWidth={3} />;
		case "not-answering":
			return (
				<>
					<circle cx={12} cy={12} r={8.5} strokeWidth={3} strokeDasharray="4.6 4.3" />
					<path d="M7.5 12h9" strokeWidth={3.4} />
				</>
			);
		case "cut":
			return <path d={ICONS.scissors} transform="translate(-1 -1) scale(1.6)" strokeWidth={1.75} strokeLinecap="round" />;
		default:
			return <path d="M5 12h14" strokeWidth={3} strokeDasharray="3.2 3.4" />;
	}
}
