import type { RoomEvent } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { PageTime } from "#room/host-line.ts";
import { castOf } from "#script/cast.ts";
import { refusal } from "#script/perform.ts";
import type { Playground } from "#script/playground.ts";
import { reached } from "#script/reached.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { nothingUnderWay } from "#script/under-way.ts";
import { untilEither } from "#script/wait.ts";
import { type Acted, scriptOf } from "./timed-acts.ts";

/** What is done again, with which settings of the broker, and how many times as fast. progress: told how many of the acts have been done. */
export type Replay = {
	readonly acted: Acted;
	readonly settings: BrokerSettings;
	readonly speed: number;
	readonly progress?: (done: number) => void;
};
/** The history is on the clock of the first run: as if the second had taken as long. */
export type Replayed = { readonly ok: true; readonly history: History } | { readonly ok: false; readonly says: string };

/** Ms that a step may wait for what it needs, such as a CONNACK that came a little later than the first time. */
const PATIENCE_MS = 2_000;

/** Does the same at the same times, as far as a real client and a real broker take no longer. */
export async function replayIn(
	playground: Playground,
	{ acted, settings, speed, progress }: Replay,
	time: PageTime,
	signal: AbortSignal,
): Promise<Replayed> {
	const { room, perform, script: runner } = playground;
	const script = scriptOf(acted, settings);
	const laid = await runner.load(script);
	if (!laid.ok) return laid;
	const slowed = await room.send({ type: "wire.delay", delayMs: Math.round(acted.delayMs / speed) });
	if (!slowed.ok) return slowed;
	const from = room.getState().live.seq;
	const startedAt = room.now();
	let before = room.getState().live;
	for (const [done, act] of acted.acts.entries()) {
		progress?.(done);
		if (!(await untilClock(playground, startedAt + act.afterMs / speed, time, signal))) return GIVEN_UP;
		if ("delayMs" in act) {
			const changed = await room.send({ type: "wire.delay", delayMs: Math.round(act.delayMs / speed) });
			if (!changed.ok) return changed;
			continue;
		}
		const step = atSpeed(act.step, speed);
		await untilPossible(playground, step, time, signal);
		before = room.getState().live;
		const outcome = await perform(step);
		if (!outcome.ok) return { ok: false, says: `${sayStep(act.step)} ${outcome.says}` };
	}
	if (!(await untilOver(playground, { script, before }, time, signal))) return GIVEN_UP;
	return { ok: true, history: onClock(room.getState().history.since(from), { startedAt, at: acted.at, speed }) };
}

const GIVEN_UP: Replayed = { ok: false, says: "The second run was given up." };

/** False: given up. A room that stands still is at its time already: what follows was done while it stood. */
function untilClock({ room }: Pick<Playground, "room">, at: number, time: PageTime, signal: AbortSignal): Promise<boolean> {
	const isDue = () => room.now() >= at || room.getState().live.clock.paused;
	if (isDue() || signal.aborted) return Promise.resolve(!signal.aborted);
	return new Promise((resolve) => {
		const go = (on: () => Promise<boolean> | boolean) => {
			stop();
			signal.removeEventListener("abort", giveUp);
			resolve(on());
		};
		const giveUp = () => go(() => false);
		const stop = time.after(Math.ceil(at - room.now()), () => go(() => untilClock({ room }, at, time, signal)));
		signal.addEventListener("abort", giveUp);
	});
}

/** Real sockets open no faster in a run that is faster: what needs them waits a little. A step that stays impossible says why when it is made. */
async function untilPossible({ room, lab }: Playground, step: ScriptedStep, time: PageTime, signal: AbortSignal): Promise<void> {
	const waited = new AbortController();
	const stop = time.after(PATIENCE_MS, () => waited.abort());
	const isPossible = () => refusal(step, room.getState().live, lab.getState()) === null;
	await untilEither(room, lab, isPossible, AbortSignal.any([waited.signal, signal]));
	stop();
}

type Last = { readonly script: Script; readonly before: World };

/**
 * The last step is through, and nothing goes on any more: a room that the first run left standing still is compared as it stands. A step that
 * never comes through, such as a publish on a wire that is held, is waited for no longer than one that is not yet possible. before: the world
 * before that step. False: given up.
 */
async function untilOver({ room, lab }: Playground, { script, before }: Last, time: PageTime, signal: AbortSignal): Promise<boolean> {
	const cast = castOf(script);
	const last = script.steps.at(-1)?.step;
	const isThrough = () =>
		last === undefined || reached(last, { cast, world: room.getState().live, lab: lab.getState(), sent: false, before }) !== "not-yet";
	const isStill = () => {
		const { live } = room.getState();
		return live.clock.paused || nothingUnderWay(live, cast, lab.getState());
	};
	const waited = new AbortController();
	const stop = time.after(PATIENCE_MS, () => waited.abort());
	const isOver = await untilEither(room, lab, () => isThrough() && isStill(), AbortSignal.any([waited.signal, signal]));
	stop();
	return isOver || untilEither(room, lab, isStill, signal);
}

type Clock = { readonly startedAt: number; readonly at: number; readonly speed: number };

/** The same events at the times at which they would have come. */
function onClock(history: History, { startedAt, at, speed }: Clock): History {
	const then = (ms: number) => at + (ms - startedAt) * speed;
	const base = history.at(history.from) ?? EMPTY_WORLD;
	const events = history.after(history.from).map((event): RoomEvent => ({ ...slowed(event, speed), at: then(event.at) }));
	return openHistory({ ...base, at: then(base.at), delayMs: base.delayMs * speed }).append(events);
}

/** A delay of one wire is as much shorter as that of the room. */
function atSpeed(step: ScriptedStep, speed: number): ScriptedStep {
	return step.do === "wire-delay" && step.delayMs !== null ? { ...step, delayMs: Math.round(step.delayMs / speed) } : step;
}

/** Lengths of time in an event, which are as much longer. */
function slowed(event: RoomEvent, speed: number): RoomEvent {
	switch (event.type) {
		case "packet.entered":
		case "delay.changed":
			return { ...event, delayMs: event.delayMs * speed };
		case "wire.delayed":
			return { ...event, delayMs: longer(event.delayMs, speed) };
		case "wire.held":
			return { ...event, noticedInMs: longer(event.noticedInMs, speed), patienceMs: longer(event.patienceMs, speed) };
		case "wire.silenced":
			return { ...event, noticedInMs: longer(event.noticedInMs, speed) };
		case "session.offline":
			return { ...event, expiresInMs: longer(event.expiresInMs, speed) };
		default:
			return event;
	}
}

function longer(ms: number | null, by: number): number | null {
	return ms === null ? null : ms * by;
}
