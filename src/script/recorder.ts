import { createStore, type StoreApi } from "zustand/vanilla";
import { LIMITS } from "#contract/limits.ts";
import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";
import { isScripted, type ScriptedStep, type Step, scriptedVerbOf } from "./step.ts";

/** One step that this page has made, complete in itself: what the client's card said is written into the step. */
export type Recorded = {
	readonly step: ScriptedStep;
	/** Room clock when the step was made, ms. */
	readonly at: number;
	/** Seq of the last event that was known then: what the step brought about comes after it. Not there: that of the last event up to `at`. */
	readonly after?: number | undefined;
};

export type Recording = {
	/** Steps since the room was last cleared, by anyone; oldest first. */
	readonly steps: readonly Recorded[];
	/** More steps were made than LIMITS.recordedSteps: the oldest are gone, and this is no longer a whole experiment. */
	readonly cutOff: boolean;
	/** What was there when this page came, and is in no step, because other pages or guests did it, or this tab could not keep its steps; null: nothing. */
	readonly earlier: Earlier | null;
	/** The clients whose connections ended in between because this page was loaded again, or left for a while. */
	readonly reloaded: readonly string[];
	/** Whether a person has acted as a client, and not only a script. */
	readonly byHand: boolean;
};
type Earlier = { readonly clients: readonly string[]; readonly messages: number };
/** What a tab keeps of a recording. */
export type KeptSteps = Omit<Recording, "earlier">;
/** Who makes a step. */
export type Maker = "person" | "script";
export type Recorder = StoreApi<Recording> & {
	/** Called for every step that was made, in order. by: who made it; default: a person. */
	performed(step: Step, lab: LabState, made: Pick<World, "at" | "seq">, by?: Maker): void;
	/** The room was cleared. */
	forget(): void;
};

const NOTHING: Recording = { steps: [], cutOff: false, earlier: null, reloaded: [], byHand: false };

/** What was just done here, by hand or by a script. This record is what can be shared, exported and made into a lesson. */
export function openRecorder(): Recorder {
	const store = createStore<Recording>(() => NOTHING);
	return Object.assign(store, {
		performed(step: Step, lab: LabState, { at, seq }: Pick<World, "at" | "seq">, by: Maker = "person"): void {
			if (!isScripted(step)) return;
			const whole = scriptedVerbOf(step).whole?.(step, lab) ?? step;
			const { steps, cutOff, byHand } = store.getState();
			// A person who pauses the room, or steps it, only watches.
			const acts = by === "person" && "client" in step;
			store.setState({ ...bounded([...steps, { step: whole, at, after: seq }], cutOff), byHand: byHand || acts });
		},
		forget: () => store.setState(NOTHING),
	});
}

/** The latest of these steps, as many as a recording holds. */
export function bounded(all: readonly Recorded[], cutOff: boolean): Pick<Recording, "steps" | "cutOff"> {
	const over = all.length > LIMITS.recordedSteps;
	return { steps: over ? all.slice(-LIMITS.recordedSteps) : all, cutOff: cutOff || over };
}
