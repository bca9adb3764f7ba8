import { createStore, type StoreApi } from "zustand/vanilla";
import type { World } from "#model/world.ts";
import type { Playground } from "#script/playground.ts";
import type { Recorded } from "#script/recorder.ts";
import type { Trials } from "#trial/open-trials.ts";
import { type Answer, whatWould } from "#trial/what-would.ts";

export type AskingState =
	| { readonly state: "asking"; readonly tried: number; readonly of: number }
	| { readonly state: "answered"; readonly answer: Answer }
	| { readonly state: "given-up" };
/** A question that is being answered in hidden rooms, or has been. */
export type Asking = StoreApi<AskingState> & { giveUp(): void };

/** By what had been done when it was asked: the same message and subscriber after another step may have another answer. */
const asked = new WeakMap<readonly Recorded[], Map<string, Asking>>();

/** Asks once for each message, subscriber and recording. Not in an effect: it opens hidden rooms. */
export function ask(playground: Playground, trials: Trials, message: string, subscriber: string): Asking {
	const recording = playground.recorder.getState();
	const known = asked.get(recording.steps) ?? new Map<string, Asking>();
	asked.set(recording.steps, known);
	// No client id and no name of a message holds U+0000 [MQTT-1.5.3-2].
	const key = `${message}\u0000${subscriber}`;
	const before = known.get(key);
	if (before !== undefined && before.getState().state !== "given-up") return before;

	const enough = new AbortController();
	const store = createStore<AskingState>(() => ({ state: "asking", tried: 0, of: 1 }));
	const { world, told } = playground.room.getState();
	const { page } = playground.lab.getState();
	const settle = (answer: Answer | null) => store.setState(answer === null ? { state: "given-up" } : { state: "answered", answer }, true);
	void whatWould({
		trials,
		happened: { recording, world, told, page },
		message,
		subscriber,
		signal: enough.signal,
		progress: (tried, of) => {
			if (!enough.signal.aborted) store.setState({ state: "asking", tried, of }, true);
		},
	}).then(settle, (fault: unknown) => {
		settle({ kind: "none", says: "The runs ended by a fault of this page." });
		throw fault;
	});
	const asking: Asking = Object.assign(store, { giveUp: () => enough.abort() });
	known.set(key, asking);
	return asking;
}

/** Whether somebody else is connected, whom a clearing of the room would throw out. */
export function strangersIn({ clients }: World, page: string): boolean {
	return Object.values(clients).some(({ origin, phase }) => phase.phase !== "offline" && (origin.kind === "guest" || origin.page !== page));
}
