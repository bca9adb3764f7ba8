import type { RoomEvent } from "#contract/event.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { openPassage } from "#model/passage.ts";
import { sharedUpTo } from "#model/shared-up-to.ts";
import type { RoomStore } from "#room/room-state.ts";

/** One that reads every event of a room when the event arrives. The worlds are good until read() returns. */
export type EventReader = {
	read(event: RoomEvent, sides: BothWorlds): void;
	/** All that has come so far is read. */
	done?(): void;
};

const followed = new WeakMap<RoomStore, Set<EventReader>>();

/**
 * Reads what happens in a room from now on. All readers of a room are led through its events together, so that the worlds around an event
 * are worked out once, however many there are. When the page gets another history, each event that it keeps is read; an earlier past that is
 * put in front of this one is not what happens, and nobody is told. A fault of one reader is reported as a fault of the page, and costs that reader one event.
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
			for (const reader of readers) alone(() => reader.read(event, sides));
		}
		for (const reader of readers) alone(() => reader.done?.());
	});
	followed.set(room, readers);
	return readers;
}

/** The other readers and the views, which hear of the same change, come after. */
function alone(call: () => void): void {
	try {
		call();
	} catch (fault) {
		queueMicrotask(() => {
			throw fault;
		});
	}
}
