import { copyOf } from "./copy-of.ts";
import type { Draft } from "./draft.ts";
import type { Reducers } from "./reducers.ts";
import { EMPTY_WORLD } from "./world.ts";

type RoomFact =
	| "room.opened"
	| "room.cleared"
	| "room.closing"
	| "room.kept"
	| "settings.changed"
	| "broker.restarted"
	| "clock.paused"
	| "clock.resumed";

/** The room as a whole, its clock and its broker's settings. */
export const ROOM_REDUCERS: Reducers<RoomFact> = {
	"room.opened"(draft, { room, broker, settings }) {
		draft.room = room;
		draft.broker = broker;
		draft.settings = settings;
	},
	"room.cleared": clear,
	"room.closing"(draft, { at, inMs, sessions }) {
		draft.closing = { at: at + inMs, sessions };
	},
	"room.kept"(draft) {
		draft.closing = null;
	},
	"settings.changed"(draft, { settings }) {
		// The change of broker is told before anything of the old broker goes.
		if (settings.broker !== draft.settings.broker) draft.restarting = { ...draft.restarting, another: true };
		draft.settings = settings;
	},
	"broker.restarted"(draft, { broker, kept }) {
		draft.broker = broker;
		// Sessions were discarded one by one before this; retained messages belong to nobody and go without a word of their own.
		if (!kept) draft.retained = copyOf(EMPTY_WORLD.retained);
		draft.restarting = EMPTY_WORLD.restarting;
	},
	"clock.paused"(draft) {
		draft.clock = { paused: true };
	},
	"clock.resumed"(draft) {
		draft.clock = { paused: false };
	},
};

function clear(draft: Draft): void {
	const { seq, at, room, broker, settings, clock, delayMs } = draft;
	Object.assign(draft, copyOf(EMPTY_WORLD), { seq, at, room, broker, settings, clock, delayMs });
}
