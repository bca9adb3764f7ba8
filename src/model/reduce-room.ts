import { traitsOf } from "#contract/brokers.ts";
import { visitorKey } from "#contract/door.ts";
import { LIMITS } from "#contract/limits.ts";
import { copyOf } from "./copy-of.ts";
import type { Draft } from "./draft.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { lostUnseen } from "./fates.ts";
import { mayBeSettled } from "./forget.ts";
import { onTheWall } from "./on-the-wall.ts";
import type { Reducers } from "./reducers.ts";
import { openIndex } from "./world-index.ts";

type RoomFact =
	| "room.opened"
	| "room.cleared"
	| "room.closing"
	| "room.kept"
	| "settings.changed"
	| "broker.restarted"
	| "broker.failed"
	| "clock.paused"
	| "clock.resumed"
	| "door.knocked";

/** The room as a whole, its clock and its broker's settings. */
export const ROOM_REDUCERS: Reducers<RoomFact> = {
	"room.opened"(draft, { room, broker, settings, wall }) {
		onTheWall(draft, wall);
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
	"broker.restarted"(draft, { broker, kept, wall }) {
		onTheWall(draft, wall);
		draft.broker = broker;
		endRestart(draft, kept);
	},
	"broker.failed": (draft, { kept }) => endRestart(draft, kept),
	"clock.paused"(draft, { wall }) {
		onTheWall(draft, wall);
		draft.clock = { paused: true };
	},
	"clock.resumed"(draft, { wall }) {
		onTheWall(draft, wall);
		draft.clock = { paused: false };
	},
	"door.knocked"(draft, { type: _type, times, unlisted, ...visitor }) {
		const { count, visitors } = draft.door;
		const key = visitorKey(visitor);
		const before = visitors.find((one) => visitorKey(one) === key);
		const others = visitors.filter((one) => one !== before);
		const last = { ...visitor, times: times + (before?.times ?? 0) };
		draft.door = { count: count + times + unlisted, visitors: [...others, last].slice(-LIMITS.doorListed) };
	},
};

function endRestart(draft: Draft, kept: boolean): void {
	draft.restarts += 1;
	const { restarting, settings, forgetful, at } = draft;
	const replaced = restarting.another || !traitsOf(settings).tunable;
	if (!kept) draft.forgetful = { since: restarting.since ?? at, at, replacedAt: replaced ? at : (forgetful?.replacedAt ?? null) };
	// Sessions were discarded one by one before this; retained messages belong to nobody and go without a word of their own.
	if (!kept) dropRetained(draft);
	if (!kept) for (const subscriber of [...draft.index.unseen.keys()]) lostUnseen(draft, subscriber, draft.at);
	draft.restarting = EMPTY_WORLD.restarting;
}

function dropRetained(draft: Draft): void {
	const before = Object.values(draft.retained);
	draft.retained = copyOf(EMPTY_WORLD.retained);
	for (const { message } of before) mayBeSettled(draft, message);
}

function clear(draft: Draft): void {
	// What stands at the door is not the broker’s.
	const { seq, at, room, broker, restarts, settings, clock, wall, delayMs, door } = draft;
	Object.assign(draft, copyOf(EMPTY_WORLD), { seq, at, room, broker, clearedSeq: seq, restarts, settings, clock, wall, delayMs, door });
	draft.index = openIndex();
}
