import { LIMITS } from "#contract/limits.ts";
import type { FateName } from "#kit/fate.ts";
import { aboutOf } from "#model/about.ts";
import { clauseOf } from "#model/clause-of.ts";
import { fateOf, sinceOf } from "#model/fate-of.ts";
import type { Message, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { sayFate } from "#story/say-fate.ts";

/** Where one message is for one subscriber, in words. Only texts and numbers, so that comparing them shows whether a row is unchanged. */
export type Standing = {
	/** NOBODY when nobody has subscribed. */
	readonly subscriber: string;
	readonly fate: FateName;
	readonly says: string;
	readonly clause: string | null;
	/** When that was decided, in room-clock ms: another copy may be decided on alike. Null: at no moment of its own. */
	readonly at: number | null;
};

export type Row = {
	readonly message: string;
	readonly qos: QoS;
	readonly retain: boolean;
	/** Published with RETAIN, and the broker did not keep it: there was no room. */
	readonly unkept: boolean;
	readonly payload: string;
	readonly topic: string;
	readonly publisher: string;
	readonly at: number;
	readonly publications: number;
	readonly standings: readonly Standing[];
};

/** Stands in for the subscriber while there is none: no message is for this stand-in. No client id contains U+0000 [MQTT-1.5.3-2]. */
export const NOBODY = "\u0000nobody";

/** Oldest first: the newest messages, as many as have room, or all of them. `earlier`: how many are left out. */
export function rowsOf(
	world: World,
	subscribers: readonly string[],
	all = false,
): { readonly rows: readonly Row[]; readonly earlier: number } {
	const messages = Object.values(world.messages);
	const room = Math.max(1, Math.floor(LIMITS.ledgerFates / Math.max(1, subscribers.length)));
	const earlier = all ? 0 : Math.max(0, messages.length - room);
	return { rows: messages.slice(earlier).map((message) => rowOf(world, message, subscribers)), earlier };
}

function rowOf(world: World, message: Message, subscribers: readonly string[]): Row {
	const { publications, qos, retain, payload, topic, publisher, at } = message;
	const standings = subscribers.map((subscriber) => standingOf(world, message, subscriber));
	// An empty message is never kept: it removes the one before [MQTT-3.3.1-10].
	const unkept = retain && publications > 0 && message.payloadBytes > 0 && message.kept !== true;
	return { message: message.message, qos, retain, unkept, payload, topic, publisher, at, publications, standings };
}

function standingOf(world: World, message: Message, subscriber: string): Standing {
	const fate = fateOf(world, message.message, subscriber);
	if (subscriber === NOBODY) return { subscriber, ...nobody(message) };
	const about = aboutOf(world, message.message, subscriber);
	return { subscriber, fate: fate.fate, says: sayFate(fate, about), clause: clauseOf(fate, about), at: sinceOf(fate) };
}

function nobody(message: Message): Omit<Standing, "subscriber"> {
	const none = { fate: "none", clause: null, at: null } as const;
	switch (message.phase) {
		case "to-broker":
			return { ...none, says: `Still on ${message.publisher}’s wire, and nobody has subscribed` };
		case "at-broker":
			return { ...none, says: "The broker has it, and nobody has subscribed" };
		case "with-sender":
			return { ...none, says: `Lost on the wire; ${message.publisher} keeps a copy`, clause: "MQTT-4.4.0-1" };
		default:
			return { ...none, says: "Nobody had subscribed", clause: "MQTT-4.5.0-1" };
	}
}

export function sameRow(left: Row, right: Row): boolean {
	if (left === right) return true;
	if (
		left.message !== right.message ||
		// Those of a hidden seat change, whatever else stays.
		left.topic !== right.topic ||
		left.payload !== right.payload ||
		left.publications !== right.publications ||
		left.unkept !== right.unkept ||
		left.standings.length !== right.standings.length
	)
		return false;
	return left.standings.every((standing, index) => sameStanding(standing, right.standings[index]));
}

function sameStanding(left: Standing, right: Standing | undefined): boolean {
	return (
		right !== undefined &&
		left.subscriber === right.subscriber &&
		left.fate === right.fate &&
		left.says === right.says &&
		left.clause === right.clause &&
		left.at === right.at
	);
}

/** The fate with which a row's puck is filled: the fate that all subscribers share, or none where fates differ. */
export function sharedFate(row: Row): FateName | null {
	const fates = new Set(row.standings.map((standing) => standing.fate));
	return fates.size === 1 ? (row.standings[0]?.fate ?? null) : null;
}
