import { createStore } from "zustand/vanilla";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { PageTime } from "#room/host-line.ts";
import type { RoomStore } from "#room/room-state.ts";
import { NOTHING_BORROWED, withSettings } from "./borrowed.ts";
import { giveBack } from "./give-back.ts";
import { judge } from "./judge.ts";
import { layOut, PUT_AWAY } from "./lay-out.ts";
import { openOneAtATime } from "./one-at-a-time.ts";
import { whileRead } from "./reading.ts";
import type { Interruption, KeptRun, Script, ScriptState, ScriptStore } from "./runner.ts";
import type { Step } from "./step.ts";
import { ABANDONED, finish, rest, takeStep } from "./take-step.ts";

export type RunnerOptions = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	readonly perform: (step: Step) => Promise<Outcome>;
	/** The delay, in ms, of wires that have none when a script is laid out: 0 where nobody watches, and where the room need not be left as it was found. */
	readonly watchDelayMs: number;
	/** What the time is measured with in which a sentence can be read. */
	readonly time: PageTime;
};

const OK: Outcome = { ok: true };
const IDLE: ScriptState = {
	script: null,
	next: 0,
	state: "idle",
	interruption: null,
	verdict: null,
	worlds: [],
	borrowed: NOTHING_BORROWED,
};
/** goesOn: whether to go on after this step; asked when the step is through. reads: somebody is to read the sentence of each step meanwhile. */
type Take = { readonly script: Script; readonly goesOn: GoesOn; readonly signal: AbortSignal; readonly reads: boolean };
type GoesOn = () => boolean;

/** The one runner of scripts. The runner waits for the world, and where it plays, until a sentence can have been read; while the room is paused it just waits. */
export function openRunner(options: RunnerOptions): ScriptStore & { close(): void } {
	const { room } = options;
	const store = createStore<ScriptState>(() => IDLE);
	const state = store.getState;
	const alone = openOneAtATime(room.notice);
	/** Settled once whatever was laid out last is through, also if it was put away meanwhile: what it sent first would sweep away the next script. */
	let laying: Promise<unknown> = Promise.resolve();
	const steps = openSteps(options, store);
	const isPlaying: GoesOn = () => state().state === "playing";

	const go = async (as: "performing" | "playing", work: (script: Script, signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> => {
		const { script, state: now } = state();
		if (script === null) return { ok: false, says: "No script is laid out." };
		if (now === "done") return { ok: false, says: "This script is at its end. Lay it out again to see it once more." };
		if (now === "interrupted") return { ok: false, says: "This script was interrupted. Begin it again." };
		if (alone.busy()) return { ok: false, says: "A step is under way." };
		store.setState({ state: as });
		return alone.run(async (signal) => {
			const outcome = await work(script, signal);
			if (!signal.aborted && state().state === "done") await handBack();
			return outcome;
		});
	};
	/** Where nobody watches, the next script sets everything anew. What a next script has borrowed in the meantime is its own. */
	const handBack = async () => {
		const { borrowed } = state();
		if (options.watchDelayMs === 0) return;
		const left = await giveBack(room, borrowed);
		if (state().borrowed === borrowed) store.setState({ borrowed: left });
	};
	const putAway = () => {
		alone.abandon();
		store.setState({ ...IDLE, borrowed: state().borrowed });
	};
	const interrupted = (script: Script, next: number, how: Interruption): Partial<ScriptState> => ({
		...IDLE,
		script,
		next: how === "reloaded" ? next : 0,
		state: "interrupted",
		interruption: how,
		// A life that has begun anew has settings of its own.
		borrowed: how === "begun-anew" ? NOTHING_BORROWED : state().borrowed,
	});

	return Object.assign(store, {
		load(script: Script): Promise<Outcome> {
			putAway();
			return alone.run(async (signal) => {
				await laying;
				if (signal.aborted) return PUT_AWAY;
				const { borrowed } = state();
				const laid = layOut({ ...options, script, borrowed, signal, borrows: (now) => store.setState({ borrowed: now }) });
				laying = Promise.allSettled([laid]);
				const outcome = await laid;
				if (outcome.ok) store.setState({ ...IDLE, script, state: "waiting", borrowed: state().borrowed });
				return outcome;
			});
		},
		next: () => go("performing", (script, signal) => steps.take({ script, goesOn: () => false, signal, reads: false })),
		play: () => go("playing", (script, signal) => steps.take({ script, goesOn: isPlaying, signal, reads: true })),
		playAtOnce: () => go("playing", (script, signal) => steps.atOnce({ script, goesOn: isPlaying, signal, reads: false })),
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
		interrupt(how: Interruption) {
			const { script, next, state: now } = state();
			// A person who goes on by hand may well begin with an empty room.
			if (how === "cleared" && now === "taken-over") return;
			if (how === "begun-anew") {
				alone.abandon();
				store.setState({ borrowed: NOTHING_BORROWED });
			}
			if (script === null || now === "done") return;
			alone.abandon();
			store.setState(interrupted(script, next, how));
		},
		offer({ script, next, borrowed }: KeptRun, how: Interruption) {
			if (state().script !== null || alone.busy()) return;
			store.setState({ borrowed });
			store.setState(interrupted(script, next, how));
			const { atOnceFrom } = state().borrowed;
			if (atOnceFrom !== null) void steps.slowAgain(atOnceFrom);
		},
		goOn() {
			const { interruption, script } = state();
			if (interruption !== "reloaded" || script === null) return;
			const byHand = script.role.kind === "follow-up" && script.role.how === "by-hand";
			store.setState({ state: byHand ? "taken-over" : "waiting", interruption: null });
		},
		dismiss() {
			putAway();
			void laying.then(handBack);
		},
		close: () => alone.abandon(),
	});
}

/** The steps of the script that is laid out, one after the other. */
function openSteps(options: RunnerOptions, store: Pick<ScriptStore, "getState" | "setState" | "subscribe">) {
	const { room } = options;
	const state = store.getState;
	const world = () => room.getState().live;

	/** The next step, or what is left to wait for after the last step; then the verdict, if the script is at its end. */
	const one = async ({ script, signal, reads }: Take): Promise<Outcome> => {
		const { next, worlds } = state();
		if (worlds.length < next && !(await rest({ ...options, script, signal }))) return ABANDONED;
		// For steps that somebody took over: the world in which the script goes on.
		const seen = [...worlds, ...Array.from({ length: next - worlds.length }, world)];
		const line = script.steps[next];
		let read: Promise<void> | null = null;
		if (line === undefined) {
			if (!(await finish({ ...options, script, signal }))) return ABANDONED;
		} else {
			const { settings } = world();
			// Counted as soon as the step is made: a person who takes over goes on with the step after it.
			const made = () => {
				if (state().script !== script) return;
				store.setState(({ borrowed }) => ({
					next: next + 1,
					borrowed: line.step.do === "settings" ? withSettings(borrowed, settings, line.step.settings) : borrowed,
				}));
				if (reads) read = whileRead({ ...options, script: store, made: script.steps.slice(0, next + 1), signal });
			};
			const outcome = await takeStep({ ...options, script, line, made, signal });
			if (!outcome.ok || signal.aborted) return outcome;
			store.setState({ worlds: [...seen, world()] });
		}
		const end = world();
		await read;
		if (signal.aborted) return ABANDONED;
		const { expects } = script;
		if (state().next >= script.steps.length)
			store.setState({ state: "done", verdict: expects === null ? null : judge({ world: end, expects }) });
		return OK;
	};
	const take = async (taken: Take): Promise<Outcome> => {
		const { goesOn, signal } = taken;
		let outcome: Outcome = OK;
		do outcome = await one(taken);
		while (outcome.ok && !signal.aborted && goesOn());
		if (!signal.aborted && state().state !== "done") store.setState({ state: "waiting" });
		return outcome;
	};
	/** Unless somebody has chosen another delay in the meantime. */
	const slowAgain = async (delayMs: number) => {
		if (world().delayMs === 0) await room.send({ type: "wire.delay", delayMs });
		store.setState(({ borrowed }) => ({ borrowed: { ...borrowed, atOnceFrom: null } }));
	};
	const atOnce = async (taken: Take): Promise<Outcome> => {
		const { delayMs, clock } = world();
		store.setState(({ borrowed }) => ({ borrowed: { ...borrowed, atOnceFrom: delayMs } }));
		const swift = await room.send({ type: "wire.delay", delayMs: 0 });
		if (clock.paused) await room.send({ type: "clock.resume" });
		const outcome = await take(taken);
		if (swift.ok) await slowAgain(delayMs);
		return outcome;
	};
	return { take, atOnce, slowAgain };
}
