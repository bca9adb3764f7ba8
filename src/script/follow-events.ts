import type { RoomEvent } from "#contract/event.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { History } from "#model/history.ts";
import { openPassage } from "#model/passage.ts";
import type { RoomStore } from "#room/room-state.ts";

/** One that reads every event of a room as it comes. The worlds are good until read() returns. */
export type EventReader = {
	read(event: RoomEvent, sides: BothWorlds): void;
	/** All that has come so far is read. */
	done?(): void;
};

const followed = new WeakMap<RoomStore, Set<EventReader>>();

/**
 * Reads what happens in a room from now on. All readers of a room are led through its events together, so that the worlds around an event
 * are worked out once, however many there are. When the page gets another history, each event that it keeps is read.
 */
export function followEvents(room: RoomStore, reader: EventReader): () => void {
	const readers = followed.get(room) ?? lead(room);
	readers.add(reader);
	return () => void readers.delete(reader);
}

/** Subscribes to the room for as long as the room is there. */
function lead(room: RoomStore): Set<EventReader> {
	const readers = new Set<EventReader>();
	const pass = openPassage();
	let last = room.getState().history;
	room.subscribe(({ history }) => {
		if (history === last) return;
		const from = sharedUpTo(last, history);
		last = history;
		if (readers.size === 0) return;
		for (const event of history.after(from)) {
			const sides = pass(history, event);
			for (const { read } of readers) read(event, sides);
		}
		for (const { done } of readers) done?.();
	});
	followed.set(room, readers);
	return readers;
}

/**
 * The seq of the newest event of the last history, if this history continues that one; otherwise the seq with which this history begins: also
 * when an earlier past has been put in front.
 */
export function sharedUpTo(last: History | null, history: History): number {
	const newest = last === null || last.from > history.from ? null : last.event(last.live.seq);
	return newest !== null && history.event(newest.seq) === newest ? newest.seq : history.from;
}
