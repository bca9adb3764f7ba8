import { createStore } from "zustand/vanilla";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { judge } from "./judge.ts";
import { layOut } from "./lay-out.ts";
import { openOneAtATime } from "./one-at-a-time.ts";
import type { Script, ScriptState, ScriptStore } from "./runner.ts";
import type { Step } from "./step.ts";
import { ABANDONED, finish, rest, takeStep } from "./take-step.ts";

export type RunnerOptions = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	readonly perform: (step: Step) => Promise<Outcome>;
	/** The delay, in ms, of wires that have none when a script is laid out: 0 where nobody watches. */
	readonly watchDelayMs: number;
};

const OK: Outcome = { ok: true };
const IDLE: ScriptState = { script: null, next: 0, state: "idle", verdict: null, worlds: [] };
/** Whether to go on after this step; asked when the step is through. */
type GoesOn = () => boolean;

/** The one runner of scripts. The runner waits for the world, never for time; while the room is paused it just waits. */
export function openRunner(options: RunnerOptions): ScriptStore & { close(): void } {
	const { room } = options;
	const store = createStore<ScriptState>(() => IDLE);
	const state = store.getState;
	const alone = openOneAtATime(room.notice);
	const world = () => room.getState().live;

	/** The next step, or what is left to wait for after the last step; then the verdict, if the script is at its end. */
	const one = async (script: Script, signal: AbortSignal): Promise<Outcome> => {
		const { next, worlds } = state();
		if (worlds.length < next && !(await rest({ ...options, script, signal }))) return ABANDONED;
		// For steps that somebody took over: the world in which the script goes on.
		const seen = [...worlds, ...Array.from({ length: next - worlds.length }, world)];
		const line = script.steps[next];
		if (line === undefined) {
			if (!(await finish({ ...options, script, signal }))) return ABANDONED;
		} else {
			// Counted as soon as the step is made: a person who takes over goes on with the step after it.
			const made = () => {
				if (state().script === script) store.setState({ next: next + 1 });
			};
			const outcome = await takeStep({ ...options, script, line, made, signal });
			if (!outcome.ok || signal.aborted) return outcome;
			store.setState({ worlds: [...seen, world()] });
		}
		const { expects } = script;
		if (state().next >= script.steps.length)
			store.setState({ state: "done", verdict: expects === null ? null : judge({ world: world(), expects }) });
		return OK;
	};
	const stepsWhile = async (script: Script, goesOn: GoesOn, signal: AbortSignal): Promise<Outcome> => {
		let outcome: Outcome = OK;
		do outcome = await one(script, signal);
		while (outcome.ok && !signal.aborted && goesOn());
		if (!signal.aborted && state().state !== "done") store.setState({ state: "waiting" });
		return outcome;
	};
	const atOnce = async (script: Script, signal: AbortSignal): Promise<Outcome> => {
		const { delayMs, clock } = room.getState().live;
		const swift = await room.send({ type: "wire.delay", delayMs: 0 });
		if (clock.paused) await room.send({ type: "clock.resume" });
		const outcome = await stepsWhile(script, isPlaying, signal);
		// In the meantime somebody may have chosen another delay, or laid out another script.
		if (swift.ok && world().delayMs === 0) await room.send({ type: "wire.delay", delayMs });
		return outcome;
	};
	const isPlaying: GoesOn = () => state().state === "playing";
	const go = async (as: "performing" | "playing", work: (script: Script, signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> => {
		const { script, state: now } = state();
		if (script === null) return { ok: false, says: "No script is laid out." };
		if (now === "done") return { ok: false, says: "This script is at its end. Lay it out again to see it once more." };
		if (alone.busy()) return { ok: false, says: "A step is under way." };
		store.setState({ state: as });
		return alone.run((signal) => work(script, signal));
	};
	const putAway = () => {
		alone.abandon();
		store.setState(IDLE);
	};

	return Object.assign(store, {
		load(script: Script): Promise<Outcome> {
			putAway();
			return alone.run(async (signal) => {
				const outcome = await layOut({ ...options, script, signal });
				if (outcome.ok && !signal.aborted) store.setState({ ...IDLE, script, state: "waiting" });
				return outcome;
			});
		},
		next: () => go("performing", (script, signal) => stepsWhile(script, () => false, signal)),
		play: () => go("playing", (script, signal) => stepsWhile(script, isPlaying, signal)),
		playAtOnce: () => go("playing", atOnce),
		/** The step that is under way is waited for. */
		pause() {
			if (isPlaying()) store.setState({ state: "performing" });
		},
		takeOver() {
			const { script, state: now } = state();
			if (script === null || now === "done") return;
			alone.abandon();
			store.setState({ state: "taken-over" });
		},
		dismiss: putAway,
		close: () => alone.abandon(),
	});
}
