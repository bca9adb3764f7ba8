import { useStore } from "zustand";
import type { ClassTold } from "#contract/class.ts";
import { usePlayground } from "#script/playground.ts";
import { whyEnded } from "./why-ended.ts";
import "./seat-ended.css";

/** Why the phone's client is away, until it connects again. */
export function SeatEnded({ clientId, told: { stage, question } }: { clientId: string; told: ClassTold }) {
	// A question of the trainer's own is run by nobody.
	const forRun = (stage === "run" || stage === "reveal") && question !== null && question.about !== "";
	const says = useStore(usePlayground().drawn, ({ history }) => whyEnded(history, clientId, forRun));
	return (
		<div className="seat-ended" role="status">
			{says !== null && <p>{says}</p>}
		</div>
	);
}
