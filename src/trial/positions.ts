import type { PacketFields, RoomEvent } from "#contract/event.ts";
import type { DropReason } from "#contract/reasons.ts";
import { aboutOf } from "#model/about.ts";
import { clientAt } from "#model/both-worlds.ts";
import { clauseOf } from "#model/clause-of.ts";
import { fateOf } from "#model/fate-of.ts";
import type { History } from "#model/history.ts";
import type { Fate, Received, World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { type Combination, PUBLISHER, SUBSCRIBER } from "./combination.ts";
import type { Trial } from "./open-trials.ts";

/** While sub-1 is away; on its return; when it subscribes again. */
export const MOMENTS = ["away", "back", "again"] as const;
export type Moment = (typeof MOMENTS)[number];
export type Came = "queued" | "dropped" | "delivered" | "inflight" | "unseen" | "nothing";

/** What became of the message for sub-1 in one moment. */
export type Position = {
	readonly came: Came;
	/** What reached sub-1's application in this moment, in order. */
	readonly copies: readonly Received[];
	/** The badge's reason, without a full stop; "" where nothing happened. */
	readonly why: string;
	readonly reason: DropReason | null;
	readonly clause: string | null;
	/** Why sub-1's connection ended by itself in this moment; null: it did not end. */
	readonly ended: string | null;
};

/** A packet that crossed a wire, as its bytes describe it. */
export type Crossing = { readonly clientId: string; readonly direction: Direction; readonly fields: PacketFields };

/** What was measured of one combination. None of this is assumed. */
export type Measured = {
	readonly combination: Combination;
	/** The name that the broker's room gave the message: m1, or r1 with RETAIN. */
	readonly message: string;
	/** From the CONNACK on return. */
	readonly sessionPresent: boolean;
	/** Whether the broker held the message as the retained message of its topic while sub-1 was away. */
	readonly retained: boolean;
	readonly positions: Readonly<Record<Moment, Position>>;
	readonly packets: Readonly<Record<Moment, readonly Crossing[]>>;
};

/**
 * Reads the three positions off the worlds of a trial of scriptOf(). The moments are separated by sub-1's own packets, its second CONNECT
 * and the SUBSCRIBE behind that, as the broker saw them: so no copy is counted in the wrong moment. Null: the trial has no such packets.
 */
export function measure(combination: Combination, { history, worlds, world }: Extract<Trial, { ok: true }>): Measured | null {
	const crossings = history.after(history.from).map((event) => crossingOf(event, history));
	const isFrom = (clientId: string, type: PacketFields["type"]) => (one: Crossing | null) =>
		one?.clientId === clientId && one.direction === "up" && one.fields.type === type;
	const isSubscribers = isFrom(SUBSCRIBER, "CONNECT");
	const published = crossings.findIndex(isFrom(PUBLISHER, "PUBLISH"));
	const back = crossings.findIndex((one, at) => at > published && isSubscribers(one));
	const again = crossings.findIndex((one, at) => at > back && isFrom(SUBSCRIBER, "SUBSCRIBE")(one));
	const answered = crossings.some((one, at) => at > again && one?.fields.type === "SUBACK");
	const atStart = worlds[0];
	if (published < 1 || back < 0 || again < 0 || atStart === undefined) return null;
	const before = (crossing: number) => history.at(history.from + crossing) ?? world;
	const ends = { away: before(back), back: before(again), again: history.live };
	const message = Object.values(ends.away.messages).find(({ publisher }) => publisher === PUBLISHER)?.message;
	const returned = ends.back.clients[SUBSCRIBER]?.phase;
	// The connection may have ended instead of a SUBACK; with neither, the end of the run was not seen.
	if (message === undefined || returned?.phase !== "connected" || !(answered || endedIn(ends.again) !== null)) return null;
	const between = (from: number, to: number) => crossings.slice(from, to).flatMap((one) => (one === null ? [] : [one]));
	return {
		combination,
		message,
		sessionPresent: returned.sessionPresent,
		retained: Object.values(ends.away.retained).some((kept) => kept.message === message),
		positions: {
			away: awayPosition(ends.away, message),
			back: returnPosition("back", ends.away, ends.back, message),
			again: returnPosition("again", ends.back, ends.again, message),
		},
		packets: { away: between(published, back), back: between(back, again), again: between(again, crossings.length) },
	};
}

function crossingOf(event: RoomEvent, history: History): Crossing | null {
	if (event.type !== "packet.passed" && event.type !== "packet.entered") return null;
	const { fields, direction, connection } = event;
	const clientId = fields.type === "CONNECT" ? fields.clientId : clientAt(history.sides(event), connection);
	return clientId === null ? null : { clientId, direction, fields };
}

function awayPosition(world: World, message: string): Position {
	const fate = fateOf(world, message, SUBSCRIBER);
	return {
		came: fate.fate === "none" ? "nothing" : fate.fate,
		copies: [],
		why: sayFateOf(world, message, SUBSCRIBER),
		reason: fate.fate === "dropped" ? fate.reason : null,
		clause: clauseAt(world, fate, message),
		ended: null,
	};
}

/** What the moment between two worlds brought to sub-1. Even without a copy the moment may have decided something: a queue that was dropped, say. */
function returnPosition(moment: "back" | "again", before: World, after: World, message: string): Position {
	const copies = (after.clients[SUBSCRIBER]?.received ?? []).slice(before.clients[SUBSCRIBER]?.received.length ?? 0);
	const ended = endedIn(after);
	const first = copies[0];
	if (first !== undefined) return { came: "delivered", copies, reason: null, ended, ...sayCopy(moment, first, before) };
	const fate = fateOf(after, message, SUBSCRIBER);
	const changed = fateOf(before, message, SUBSCRIBER).fate !== fate.fate;
	if (!changed || (fate.fate !== "dropped" && fate.fate !== "inflight"))
		return { came: "nothing", copies, why: "", reason: null, clause: null, ended };
	return {
		came: fate.fate,
		copies,
		why: sayFateOf(after, message, SUBSCRIBER),
		reason: fate.fate === "dropped" ? fate.reason : null,
		clause: clauseAt(after, fate, message),
		ended,
	};
}

/** What a copy is, judged by the moment in which it came: the copy's RETAIN bit alone does not tell, because a broker may set it wrongly. */
function sayCopy(moment: "back" | "again", { retain }: Received, before: World): Pick<Position, "why" | "clause"> {
	if (moment === "back")
		return retain
			? { why: "From the queue, with RETAIN = 1", clause: "MQTT-3.3.1-9" }
			: { why: "From the queue, without a new SUBSCRIBE", clause: "MQTT-3.1.2-4" };
	if (!retain) return { why: "Sent after SUBSCRIBE, with RETAIN = 0", clause: "MQTT-3.3.1-8" };
	const phase = before.clients[SUBSCRIBER]?.phase;
	// A kept session already has the subscription; the same filter again brings the retained message again.
	const renewed = phase?.phase === "connected" && phase.sessionPresent;
	return { why: "Retained copy, on subscribe", clause: renewed ? "MQTT-3.8.4-3" : "MQTT-3.3.1-6" };
}

function endedIn(world: World): string | null {
	const phase = world.clients[SUBSCRIBER]?.phase;
	return phase?.phase === "offline" ? phase.says : null;
}

function clauseAt(world: World, fate: Fate, message: string): string | null {
	return clauseOf(fate, aboutOf(world, message, SUBSCRIBER));
}
