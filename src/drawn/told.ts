import type { RoomEvent } from "#contract/event.ts";
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

const told = new WeakMap<RoomEvent, Told>();

/** What is said of an event, which has been put into words or is now, at the cost of two copies of a world. */
export function toldOf(event: RoomEvent, history: History): Told {
	return told.get(event) ?? tell(event, history.sides(event));
}

/** The same for a reader that has the worlds around the event at hand. */
export function toldBetween(event: RoomEvent, sides: BothWorlds): Told {
	return told.get(event) ?? tell(event, sides);
}

/**
 * What is said of all events after this seq. Those that came while the page was there have been put into words; those of an earlier past,
 * which come by the thousand, are now, and cost what they change.
 */
export function openTeller(): (history: History, seq: number) => readonly Told[] {
	const pass = openPassage();
	return (history, seq) => history.after(seq).map((event) => told.get(event) ?? tell(event, pass(history, event)));
}

function tell(event: RoomEvent, { world, before }: BothWorlds): Told {
	const said = {
		line: logLine(event, world, before),
		narration: narrationOf(event, world, before),
		announcement: announceIn(event, { world, before }),
	};
	told.set(event, said);
	return said;
}

/** Puts each event of a room into words when the event arrives, before any view shows it. */
export function tellAll(room: RoomStore): () => void {
	return followEvents(room, { read: (event, sides) => void toldBetween(event, sides) });
}
