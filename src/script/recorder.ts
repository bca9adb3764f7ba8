import { createStore, type StoreApi } from "zustand/vanilla";
import { LIMITS } from "#contract/limits.ts";
import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";
import { isScripted, type ScriptedStep, type Step, scriptedVerbOf } from "./step.ts";

/** One step that this page has made, complete in itself: what the client's card said is written into the step. */
export type Recorded = {
	readonly step: ScriptedStep;
	/** Room clock, ms. */
	readonly at: number;
};

export type Recording = {
	/** Steps since the room was last cleared, by anyone; oldest first. */
	readonly steps: readonly Recorded[];
	/** More steps were made than LIMITS.recordedSteps: the oldest are gone, and this is no longer a whole experiment. */
	readonly cutOff: boolean;
};
export type Recorder = StoreApi<Recording> & {
	/** Called for every step that was made, in order. */
	performed(step: Step, lab: LabState, world: World): void;
	/** The room was cleared. */
	forget(): void;
};

const NOTHING: Recording = { steps: [], cutOff: false };

/** What was just done here, by hand or by a script. This record is what can be shared, exported and made into a lesson. */
export function openRecorder(): Recorder {
	const store = createStore<Recording>(() => NOTHING);
	return Object.assign(store, {
		performed(step: Step, lab: LabState, { at }: World): void {
			if (!isScripted(step)) return;
			const whole = scriptedVerbOf(step).whole?.(step, lab) ?? step;
			const { steps, cutOff } = store.getState();
			const all = [...steps, { step: whole, at }];
			const over = all.length > LIMITS.recordedSteps;
			store.setState({ steps: over ? all.slice(-LIMITS.recordedSteps) : all, cutOff: cutOff || over });
		},
		forget: () => store.setState(NOTHING),
	});
}
