import { traitsOf } from "#contract/brokers.ts";
import { many } from "#contract/many.ts";
import { PRESETS, presetOf } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { clientAt } from "#model/both-worlds.ts";
import type { Family } from "#story/family.ts";
import { roomLine } from "#story/line-body.ts";
import { asClause, asSentence, list } from "#story/phrases.ts";

type RoomFact = "room.opened" | "room.cleared" | "room.closing" | "room.kept" | "limit.reached" | "frame.refused";

/** The room as a whole: its beginning, its end, and where it refused something. */
export const ROOM_WORDS: Family<RoomFact> = {
	"room.opened": {
		line: ({ room, broker, settings }) => roomLine(`Room ${room} opened: ${broker}${openedWith(settings)}`),
		narration: () => "The room is open. Nobody has connected yet.",
	},
	"room.cleared": {
		line: () => roomLine("Room cleared: a new broker, nothing is kept"),
		narration: () => "The room is clear: a new broker, and nothing is kept.",
		announcement: () => "at-once",
	},
	"room.closing": {
		line({ inMs, sessions }) {
			const held = sessions.length === 0 ? "" : `; the sessions of ${list(sessions)} go with it`;
			return roomLine(`Room closes in ${many(Math.ceil(inMs / 60_000), "minute")}${held}`, sessions);
		},
		narration({ inMs, sessions }) {
			const held = sessions.length === 0 ? "" : ` The sessions of ${list(sessions)} go with it.`;
			return `This room closes in ${many(Math.max(1, Math.ceil(inMs / 60_000)), "minute")} unless somebody comes.${held}`;
		},
		announcement: () => "at-once",
	},
	"room.kept": {
		line: () => roomLine("Room stays open"),
		narration: () => "Somebody is here again. The room stays open.",
	},
	"limit.reached": {
		line({ limit, says, connection }, worlds) {
			const client = connection === null ? null : clientAt(worlds, connection);
			return roomLine(`Limit reached (${limit}): ${says}`, client === null ? [] : [client]);
		},
		narration: ({ says }) => asSentence(says),
	},
	"frame.refused": {
		line: ({ says }) => roomLine(`Refused a frame on the room socket: ${says}`),
		narration: ({ says }) => `The room refused a command: ${asClause(says)}.`,
	},
};

function openedWith(settings: BrokerSettings): string {
	const preset = presetOf(settings);
	// Of a broker that takes no settings, its name has said it all.
	if (!traitsOf(settings).tunable) return "";
	if (preset !== null) return `, settings of ${PRESETS[preset].label}`;
	return `, max_queued_messages ${settings.maxQueuedMessages}, max_inflight_messages ${settings.maxInflightMessages}`;
}
