import { Icon } from "#kit/icon.tsx";
import type { PhaseText } from "./phase-text.ts";
import "./lamp.css";

/** Lamp and word; the shape of the lamp says the same as the word. */
export function State({ phase, title }: { phase: PhaseText; title?: string | undefined }) {
	return (
		<p className="lamp" data-lamp={phase.lamp} title={title}>
			{phase.lamp === "cut" ? (
				<Icon n="scissors" s={14} />
			) : phase.lamp === "taken" ? (
				<Icon n="people" s={14} />
			) : (
				<i className="lamp-light" />
			)}
			{phase.word}
		</p>
	);
}
