import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { History } from "#model/history.ts";
import { openPassage } from "#model/passage.ts";
import type { RoomStore } from "#room/room-state.ts";
import { type Announcement, announceIn } from "#story/announce.ts";
import type { Narration } from "#story/family.ts";
import { type LogLine, logLine } from "#story/log-line.ts";
import { narrationOf } from "#story/narrate.ts";
import { followEvents } from "./follow-events.ts";

/** All that is said of one event: in the log, by the narrator, and to a screen reader. Null: nothing. */
export type Told = { readonly line: LogLine | null; readonly narration: Narration | null; readonly announcement: Announcement | null };

/**
 * What was put into words last, at most twice as many events as a log has lines. A page keeps far more events than it can keep words for, and
 * what is asked for again is put into the same words again.
 */
const told = { now: new WeakMap<RoomEvent, Told>(), before: new WeakMap<RoomEvent, Told>(), count: 0 };

function known(event: RoomEvent): Told | undefined {
	return told.now.get(event) ?? told.before.get(event);
}

/** What is said of an event, which has been put into words or is now, at the cost of two copies of a world. */
export function toldOf(event: RoomEvent, history: History): Told {
	return known(event) ?? tell(event, history.sides(event));
}

/** The same for a reader that has the worlds around the event at hand. */
export function toldBetween(event: RoomEvent, sides: BothWorlds): Told {
	return known(event) ?? tell(event, sides);
}

/**
 * What is said of all events after this seq, and not after that one, which is the newest unless it is given. Those that came while the page was there have been put into words; those of an earlier past,
 * which come by the thousand, are now, and cost what they change.
 */
export function openTeller(): (history: History, seq: number, upTo?: number) => readonly Told[] {
	const pass = openPassage();
	return (history, seq, upTo = history.live.seq) => {
		const all: Told[] = [];
		for (let one = history.event(Math.max(seq, history.from) + 1); one !== null && one.seq <= upTo; one = history.event(one.seq + 1))
			all.push(known(one) ?? tell(one, pass(history, one)));
		return all;
	};
}

function tell(event: RoomEvent, { world, before }: BothWorlds): Told {
	const said = {
		line: logLine(event, world, before),
		narration: narrationOf(event, world, before),
		announcement: announceIn(event, { world, before }),
	};
	if (told.count === LIMITS.logLines) Object.assign(told, { now: new WeakMap(), before: told.now, count: 0 });
	told.now.set(event, said);
	told.count += 1;
	return said;
}

/** Puts each event of a room into words when the event arrives, before any view shows it. */
export function tellAll(room: RoomStore): () => void {
	return followEvents(room, { read: (event, sides) => void toldBetween(event, sides) });
}
