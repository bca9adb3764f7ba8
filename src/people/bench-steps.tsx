import type { SeatTold } from "#contract/class.ts";
import { benchSteps } from "./people-list.ts";
import "./bench-steps.css";

/** How far a seat's bench is: four steps, and the word of the one that it is at. */
export function BenchSteps({ progress }: Pick<SeatTold, "progress">) {
	const { steps, says } = benchSteps({ progress });
	return (
		<span className="bench-steps">
			{steps.map((step, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the four steps are places
				<i key={at} data-step={step} aria-hidden="true" />
			))}
			<span>{says}</span>
		</span>
	);
}
