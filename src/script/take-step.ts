import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { castOf } from "./cast.ts";
import { alreadySo, reached } from "./reached.ts";
import type { Script, ScriptLine } from "./runner.ts";
import type { Step } from "./step.ts";
import type { Reached } from "./steps/verb.ts";
import { nothingUnderWay } from "./under-way.ts";
import { untilEither } from "./wait.ts";

type Here = { readonly room: RoomStore; readonly lab: LabStore; readonly script: Script; readonly signal: AbortSignal };
type TakeStep = Here & {
	readonly line: ScriptLine;
	readonly perform: (step: Step) => Promise<Outcome>;
	/** The step has been made; what is left is to wait. */
	readonly made: () => void;
};

export const ABANDONED: Outcome = { ok: false, says: "Somebody took over by hand." };

/** Makes one step, unless somebody has made it by hand, and waits until the step is through the wire. */
export async function takeStep(options: TakeStep): Promise<Outcome> {
	const { room, lab, signal } = options;
	const { step, goesOn } = options.line;
	const world = () => room.getState().live;
	const before = world();
	if (!alreadySo(step, before, lab.getState())) {
		const outcome = await options.perform(step);
		if (!outcome.ok) return outcome;
	}
	options.made();
	const cast = castOf(options.script);
	let state: Reached = "not-yet";
	const decided = () => {
		state = reached(step, { cast, world: world(), lab: lab.getState(), sent: goesOn === "sent", before });
		return state !== "not-yet";
	};
	if (!(await untilEither(room, lab, decided, signal))) return ABANDONED;
	return outcomeOf(state);
}

/** Every step has been made: waits until nothing of them is under way. False when the wait is given up. */
export function finish({ room, lab, script, signal }: Here): Promise<boolean> {
	const cast = castOf(script);
	return untilEither(room, lab, () => nothingUnderWay(room.getState().live, cast, lab.getState()), signal);
}

/** A step that somebody took over may still be under way, and the next step needs it: waits until it is done. False when the wait is given up. */
export function rest({ room, lab, script, signal }: Here): Promise<boolean> {
	const cast = castOf(script);
	const connecting = () => cast.some((clientId) => lab.getState().links[clientId]?.connected === false);
	return untilEither(room, lab, () => !connecting() && nothingUnderWay(room.getState().live, cast, lab.getState()), signal);
}

function outcomeOf(state: Reached): Outcome {
	return typeof state === "object" ? { ok: false, says: state.stopped } : { ok: true };
}
