import type { RoomEvent } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import type { LabState } from "#lab/lab.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import { worldAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import { joined, timeText } from "#story/phrases.ts";
import { changedSettings, firstSettings } from "./first-settings.ts";
import { cardsAfter } from "./fork-cards.ts";
import type { Recorded, Recording } from "./recorder.ts";
import type { Script, ScriptLine } from "./runner.ts";
import { sayStep } from "./say-step.ts";
import { canStand, isOfClock, markStanding } from "./standing.ts";
import { packetsThatStandThere } from "./stands-there.ts";
import { afterOf, sayActs, type Unaccounted, unaccountedIn } from "./unaccounted.ts";

/** What brings a new room to a moment of this one. */
export type Fork = {
	readonly script: Script;
	/** Steps of this page that had been made by then. */
	readonly steps: number;
	/** Room-clock time of that moment, ms. */
	readonly at: number;
	readonly delayMs: number;
	readonly paused: boolean;
	/** What the cards of this page said then. */
	readonly cards: readonly ClientSetup[];
	/** The room was cleared after that moment: what had been done before is no longer recorded. */
	readonly cleared: boolean;
	/** In what the new room will not be as this one was, a sentence each. */
	readonly inexact: readonly string[];
};

const AFTER = "A step is forked with all that it brought about: what came of the last step after that moment has happened there already.";
/** Names that one sentence takes. */
const NAMES = 4;

/**
 * The recorded steps that had begun by the cursor, as one script, and what they cannot bring about. A step is recorded when it is through, so one that
 * began earlier may stand behind one that began later. lab: says who is "this page" among the origins of connections, and what its cards say.
 */
export function forkOf(
	recording: Recording,
	state: Pick<RoomState, "history" | "cursor" | "live">,
	{ page, clients }: Pick<LabState, "page" | "clients">,
): Fork {
	const { history, cursor, live } = state;
	const world = worldAtCursor(state);
	const [seq, at] = cursor.at === "live" ? [live.seq, live.at] : [cursor.seq, cursor.time];
	const hasBegun = (one: Recorded) => cursor.at === "live" || afterOf(history, one) < seq;
	const made = recording.steps.filter(hasBegun);
	const later = recording.steps.filter((one) => !hasBegun(one));
	const until = later.length === 0 ? live.seq : Math.min(...later.map((one) => afterOf(history, one)));
	const endsLater = !recording.steps.slice(0, made.length).every(hasBegun);
	const whole = linesOf(made, world.clock.paused);
	const stands = canStand(whole);
	const lines = stands
		? whole
		: linesOf(
				made.filter(({ step }) => !isOfClock(step)),
				false,
			);
	const cleared = seq < live.clearedSeq;
	// Of what was before the room was cleared, this page no longer has any step.
	const left = unaccountedIn({ steps: made, cutOff: recording.cutOff || cleared }, { history, world, page });
	const isDone = (event: RoomEvent) => event.seq > left.since && !left.acts.includes(event) && (stands || event.type !== "clock.paused");
	// A room that stands still does so in the fork too, whoever paused it.
	const pause = world.clock.paused ? history.last((event) => event.type === "clock.paused" && event.seq <= seq) : null;
	const undone = sayActs(left.acts.filter((act) => act !== pause));
	const title = `Fork from ${timeText(at)}`;
	return {
		script: {
			id: "fork",
			title,
			asks: `What was there at ${timeText(at)}?`,
			role: { kind: "alone" },
			broker: changedSettings(firstSettings(state)),
			steps: lines,
			expects: null,
		},
		steps: made.length,
		at,
		delayMs: world.delayMs,
		paused: world.clock.paused,
		cards: cardsAfter(made, later, clients),
		cleared,
		inexact: [
			...fromOthers(recording, left, undone),
			...fromTime(made, world, { stands, there: packetsThatStandThere({ history, world, isDone }) }),
			...(made.length > 0 && (until > seq || endsLater) ? [AFTER] : []),
		],
	};
}

/** A runner waits for quiet wires: steps that were made while the room stood still are marked, and where it stood still at the end, it does so again. */
function linesOf(made: readonly Recorded[], standsAtEnd: boolean): readonly ScriptLine[] {
	const lines = markStanding(made.map(({ step }) => ({ says: sayStep(step), step })));
	const added = lines.length > made.length;
	return added && standsAtEnd ? lines.slice(0, -1) : lines;
}

/** What is in no step of this page. */
function fromOthers(
	{ cutOff, earlier, reloaded }: Recording,
	{ guests, others }: Unaccounted,
	undone: readonly string[],
): readonly string[] {
	const sent = earlier === null || earlier.messages === 0 ? "" : `, and ${many(earlier.messages, "message")} had been published`;
	return [
		...(cutOff ? ["More was done here than this page remembers: the first steps are gone."] : []),
		...(earlier === null ? [] : [`What was done before this page came is left out: ${names(earlier.clients)} had been here${sent}.`]),
		...(guests.length === 0
			? []
			: [`${names(guests)} ${guests.length === 1 ? "is a guest" : "are guests"}: what a guest does is left out.`]),
		...(others.length === 0
			? []
			: [`${names(others)} ${others.length === 1 ? "belongs" : "belong"} to another page: what is done there is left out.`]),
		...(undone.length === 0 ? [] : [`What no step of this page accounts for is left out: ${joined(undone)}.`]),
		...(reloaded.length === 0
			? []
			: [
					`This page was loaded again in between: ${names(reloaded)} lost a connection with it, and the copies kept in the page. There the copies are kept.`,
				]),
	];
}

/** There each step is through before the next one, and no time passes between them. */
function fromTime(
	made: readonly Recorded[],
	{ packets, lost, gone }: World,
	{ stands, there }: { readonly stands: boolean; readonly there: ReadonlySet<string> },
): readonly string[] {
	const under = Object.keys(packets).length - there.size;
	const cuts = made.some(({ step }) => step.do === "cut" || step.do === "silence");
	const expired = Object.values(gone)
		.filter(({ reason }) => reason === "expired")
		.map(({ session }) => session);
	return [
		...(stands ? [] : ["The room stood still in between. There it does not: each step is through before the next one."]),
		...(under === 0
			? []
			: [
					`${many(under, "packet")} ${under === 1 ? "was" : "were"} on the way at that moment. There ${under === 1 ? "it has" : "they have"} arrived.`,
				]),
		...(cuts && lost.length > 0
			? [
					"There a cable is cut once the wires are quiet: what the cut took along here may have arrived, and what came twice because of the cut may come once.",
				]
			: []),
		...(expired.length === 0 ? [] : [`The session of ${names(expired)} had expired. There no time passes: the session is kept.`]),
	];
}

function names(all: readonly string[]): string {
	const rest = all.length - NAMES;
	return joined(rest > 0 ? [...all.slice(0, NAMES), `${rest} more`] : all);
}

/** What is said in the new room. failed: why a step could not be made there; null: all of them were. */
export function sayForked({ at, steps, inexact }: Fork, made: number, failed: string | null): string {
	const not = inexact.length === 0 ? "" : ` Not exact: ${inexact.join(" ")}`;
	if (failed === null) return `Brought to ${timeText(at)} by ${many(steps, "step")}.${not}`;
	return `Brought towards ${timeText(at)} by ${made} of ${many(steps, "step")}, and no further: ${failed}${not}`;
}
