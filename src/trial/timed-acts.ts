import type { RoomEvent } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { History } from "#model/history.ts";
import { sinceCleared } from "#model/since-cleared.ts";
import type { Recorded } from "#script/recorder.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";

/** What a person did, and when, in ms since the first of it: a step, or another wire delay. */
type TimedAct = { readonly afterMs: number } & ({ readonly step: ScriptedStep } | { readonly delayMs: number });

/** `at`: the room-clock time of the first act; delayMs: the wire delay before it. */
export type Acted = { readonly at: number; readonly delayMs: number; readonly acts: readonly TimedAct[] };

/** The recorded steps with the changes of the wire delay among them; null: nothing was done. */
export function actsOf(steps: readonly Recorded[], history: History): Acted | null {
	const [first] = steps;
	if (first === undefined) return null;
	const { at } = first;
	const delays = history.after(history.from).filter(isDelay);
	const before = delays.findLast((event) => event.at < at)?.delayMs ?? history.at(history.from)?.delayMs ?? 0;
	const acts: TimedAct[] = [
		...steps.map((one) => ({ afterMs: Math.max(0, one.at - at), step: one.step })),
		...delays.filter((event) => event.at >= at).map((event) => ({ afterMs: event.at - at, delayMs: event.delayMs })),
	];
	// Stable: what was done at the same time of a room that stood still stays in its order.
	return { at, delayMs: before, acts: acts.sort((one, other) => one.afterMs - other.afterMs) };
}

/**
 * What came of them, and nothing else: what happened before the first of them, in the life of the room before this one or by somebody else, is not
 * done again, and would pass for a difference.
 */
export function whatCameOf(steps: readonly Recorded[], history: History): History {
	const life = sinceCleared(history);
	const [first] = steps;
	if (first === undefined) return life;
	return life.since(first.after ?? life.last((event) => event.at <= first.at)?.seq ?? life.from);
}

function isDelay(event: RoomEvent): event is Extract<RoomEvent, { type: "delay.changed" }> {
	return event.type === "delay.changed";
}

/** The steps alone, as a script; broker: its settings. */
export function scriptOf({ acts }: Acted, broker?: BrokerSettings): Script {
	const steps = acts.flatMap((act) => ("step" in act ? [{ says: sayStep(act.step), step: act.step }] : []));
	return { id: "again", title: "Again", asks: "", role: { kind: "alone" }, broker, steps, expects: null };
}

/** Ms that a second run should take, and may take where its wires would otherwise be too quick; and the shortest delay that is still one. */
const RUN_MS = 6_000;
const LONG_RUN_MS = 20_000;
const DELAY_MS = 40;

/** The delay that an act brings, of all wires or of one; 0: none. */
function delayIn(act: TimedAct): number {
	if ("delayMs" in act) return act.delayMs;
	return act.step.do === "wire-delay" ? (act.step.delayMs ?? 0) : 0;
}

/** How many times as fast the same can be done again without its wires becoming too quick to tell apart. At least 1. */
export function speedOf({ acts, delayMs }: Acted): number {
	const lastMs = acts.at(-1)?.afterMs ?? 0;
	const delays = [delayMs, ...acts.map(delayIn)].filter((ms) => ms > 0);
	const most = Math.min(...delays, Number.POSITIVE_INFINITY) / DELAY_MS;
	return Math.max(1, lastMs / LONG_RUN_MS, Math.min(lastMs / RUN_MS, most));
}
