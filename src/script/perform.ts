import type { LabState } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import { refusedBack, refusedBackText } from "./acting-back.ts";
import type { Maker, Recorder } from "./recorder.ts";
import { type Step, verbOf } from "./step.ts";
import type { Hands } from "./steps/verb.ts";

export type PerformOptions = Omit<Hands, "signal"> & {
	readonly recorder: Recorder;
	/** See Hands: that of the present life of the room. */
	readonly signal: () => AbortSignal;
	/** Who makes these steps; default: a person. */
	readonly by?: Maker;
};

/** The one way to do anything: what the world forbids is refused with a sentence, the rest goes to the lab or to the room. */
export function performer(options: PerformOptions): (step: Step) => Promise<Outcome> {
	const { room, lab, recorder } = options;
	return async (step) => {
		if (options.by !== "script" && refusedBack(room)) return { ok: false, says: refusedBackText(room) };
		const signal = options.signal();
		const fault = refusal(step, room.getState().live, lab.getState());
		// The card as it was when the step was made: it may be changed while the client's socket opens.
		const cards = lab.getState();
		const made = { at: room.now(), seq: room.getState().live.seq };
		const outcome: Outcome = fault === null ? await verbOf(step).perform(step, { ...options, signal }) : { ok: false, says: fault };
		if (outcome.ok) recorder.performed(step, cards, made, options.by);
		if (!outcome.ok && !signal.aborted) room.notice(outcome.says);
		return outcome;
	};
}

/** Why this step makes no sense at the moment, as a sentence; null if the step may be tried. Pure: the lab and the room may still refuse the step. */
export function refusal(step: Step, world: World, lab: LabState): string | null {
	return verbOf(step).refuse(step, { world, lab });
}
