import { createStore, type StoreApi } from "zustand/vanilla";
import type { LabStore } from "#lab/lab.ts";
import type { RoomStore } from "#room/room-state.ts";
import type { Recorded, Recorder } from "#script/recorder.ts";
import type { Findings } from "#trial/answer.ts";
import type { Trials } from "#trial/open-trials.ts";
import { whatWould } from "#trial/what-would.ts";
import { occasionOf } from "./occasion.ts";

type AskingState =
	| { readonly state: "asking"; readonly tried: number; readonly of: number }
	| { readonly state: "answered"; readonly answer: Findings }
	| { readonly state: "given-up" };
/** A question that is being answered in hidden rooms, or has been answered. */
export type Asking = StoreApi<AskingState> & { giveUp(): void };
/** Where a question is asked: the parts of a playground that this code needs. */
export type Here = {
	readonly room: Pick<RoomStore, "getState">;
	readonly lab: Pick<LabStore, "getState">;
	readonly recorder: Pick<Recorder, "getState">;
};

type Known = { readonly asking: Asking; readonly steps: readonly Recorded[] };
/** By room, then by message, its time of publishing, and subscriber. */
const asked = new WeakMap<Here["room"], Map<string, Known>>();

/**
 * Asks once for each message, subscriber and recording: after another step, the same message and subscriber may have another answer. Not
 * called in an effect, because it opens hidden rooms.
 */
export function ask({ room, lab, recorder }: Here, trials: Pick<Trials, "run">, message: string, subscriber: string): Asking {
	const recording = recorder.getState();
	const state = room.getState();
	const known = asked.get(room) ?? new Map<string, Known>();
	asked.set(room, known);
	// No client id and no message name contains U+0000 [MQTT-1.5.3-2].
	const key = [message, subscriber, state.life?.name, occasionOf(state, message)].join("\u0000");
	const before = known.get(key);
	if (before !== undefined && before.steps === recording.steps && isWorthKeeping(before.asking.getState())) return before.asking;

	const enough = new AbortController();
	const store = createStore<AskingState>(() => ({ state: "asking", tried: 0, of: 1 }));
	const { page } = lab.getState();
	const settle = (answer: Findings | null) => store.setState(answer === null ? { state: "given-up" } : { state: "answered", answer }, true);
	void whatWould({
		trials,
		happened: { recording, world: state.live, history: state.history, page },
		message,
		subscriber,
		signal: enough.signal,
		progress: (tried, of) => {
			if (!enough.signal.aborted) store.setState({ state: "asking", tried, of }, true);
		},
	}).then(settle, (fault: unknown) => {
		settle({ kind: "none", says: "The runs ended by a fault of this page.", stopped: true });
		throw fault;
	});
	const giveUp = () => {
		enough.abort();
		// At once: a person who asks again in the meantime asks a new question.
		if (store.getState().state === "asking") settle(null);
	};
	const asking: Asking = Object.assign(store, { giveUp });
	known.set(key, { asking, steps: recording.steps });
	return asking;
}

/** A question that was given up or did not run may come to its end next time. */
function isWorthKeeping(now: AskingState): boolean {
	if (now.state !== "answered") return now.state === "asking";
	return now.answer.kind === "found" ? now.answer.stopped.runs === 0 : !now.answer.stopped;
}
