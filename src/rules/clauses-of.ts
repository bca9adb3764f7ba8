import { traitsOf } from "#contract/brokers.ts";
import type { FactOf, RoomEvent } from "#contract/event.ts";
import type { EndReason } from "#contract/reasons.ts";
import { clauseOfWaiting, END_CLAUSE } from "#model/clause-of.ts";
import type { Message, World } from "#model/world.ts";
import { CLAUSES, type ClauseId } from "#mqtt/clauses.ts";
import { matches } from "#mqtt/topic.ts";
import { clausesOfArrival, clausesOfLeaving } from "./clauses-of-packets.ts";

/**
 * The statements of the standard that this event plainly shows, each once. An event does not show what it only points to (a will that is
 * kept, a silence that will be noticed). With stock Aedes, only what the packet itself proves.
 */
export function clausesOf(event: RoomEvent, world: World, before: World): readonly ClauseId[] {
	const sure = traitsOf(before.settings).storeSeen && traitsOf(world.settings).storeSeen;
	return [...new Set([...ofWire(event, before, sure), ...(sure ? ofDecision(event, world, before) : [])])];
}

function ofWire(event: RoomEvent, before: World, sure: boolean): readonly ClauseId[] {
	switch (event.type) {
		case "packet.passed":
			return proven([...clausesOfLeaving({ ...event, before }), ...clausesOfArrival({ ...event, before }, sure)], sure);
		case "packet.entered":
			return proven(clausesOfLeaving({ ...event, before }), sure);
		case "packet.arrived": {
			const packet = before.packets[event.packet];
			return packet === undefined ? [] : proven(clausesOfArrival({ ...packet, before }, sure), sure);
		}
		case "packet.malformed":
			return sure && event.breach === "after-disconnect" ? ["MQTT-3.14.4-2"] : [];
		case "connection.refused":
			return sure ? listed(event.clause) : [];
		case "connection.closed":
			return ofClosing(event, sure);
		default:
			return [];
	}
}

/** What one packet proves by itself, whichever store decided. */
const PROVEN: ReadonlySet<ClauseId> = new Set<ClauseId>([
	"MQTT-2.3.1-1",
	"MQTT-2.3.1-5",
	"MQTT-2.3.1-6",
	"MQTT-3.1.0-1",
	"MQTT-3.1.4-4",
	"MQTT-3.2.2-1",
	"MQTT-3.3.1-2",
	"MQTT-3.3.4-1",
	"MQTT-3.8.4-1",
	"MQTT-3.9.3-2",
	"MQTT-3.10.4-4",
	"MQTT-3.1.2-23",
	"MQTT-3.12.4-1",
]);

function proven(clauses: readonly ClauseId[], sure: boolean): readonly ClauseId[] {
	return sure ? clauses : clauses.filter((clause) => PROVEN.has(clause));
}

function ofClosing({ reason, clause, breach }: FactOf<"connection.closed">, sure: boolean): readonly ClauseId[] {
	const cited = listed(clause);
	switch (reason) {
		case "disconnect":
		case "takeover":
		case "keep-alive":
			return cited;
		case "refused":
			return sure ? cited : [];
		// Nobody has broken a rule: the broker waits no longer, as a section suggests, or does not take that.
		case "no-connect":
		case "too-large":
		case "not-allowed":
			return sure ? cited : [];
		case "protocol-error":
			if (!sure) return [];
			return [...cited, "MQTT-4.8.0-1", ...(breach === "wildcard-topic" ? (["MQTT-4.7.1-1"] as const) : [])];
		default:
			return [];
	}
}

function listed(clause: string | null): readonly ClauseId[] {
	return clause !== null && Object.hasOwn(CLAUSES, clause) ? [clause as ClauseId] : [];
}

function ofDecision(event: RoomEvent, world: World, before: World): readonly ClauseId[] {
	switch (event.type) {
		case "session.created":
			return event.cleanSession ? [] : ["MQTT-3.1.2-4"];
		case "session.resumed": {
			const held = before.sessions[event.session];
			const kept = held !== undefined && Object.keys(held.subscriptions).length + held.queue.length + held.inflight.length > 0;
			return kept ? ["MQTT-3.1.2-4", "MQTT-4.1.0-1"] : ["MQTT-3.1.2-4"];
		}
		case "session.offline":
			return ["MQTT-3.1.2-4"];
		case "session.discarded":
			return [...ofEnd(event.reason), ...(keepsRetained(world, event.session) ? (["MQTT-3.1.2.7"] as const) : [])];
		case "subscription.added":
		case "subscription.refused":
			return ["MQTT-3.8.4-5"];
		case "subscription.replaced":
			return ["MQTT-3.8.4-3", "MQTT-3.8.4-5"];
		case "subscription.removed":
			return ["MQTT-3.10.4-1"];
		case "will.fired":
			return ["MQTT-3.1.2-8", "MQTT-3.1.2-10"];
		case "will.disarmed":
			return ["MQTT-3.14.4-3", "MQTT-3.1.2-10"];
		case "broker.restarted":
			return ["4.1"];
		case "delivery.queued":
			return [clauseOfWaiting(event.why, event.qos)];
		case "delivery.sent":
			return ofSending(event, world, before);
		case "delivery.released":
		case "delivery.acked":
			return ofAnswer(event, before);
		case "delivery.dropped":
			return ofDrop(event, world);
		default:
			return ofPublication(event, world);
	}
}

/** With "not-present" a CONNACK tells of an end that nobody has seen, and does not show the rule by which the session ended. */
function ofEnd(reason: EndReason): readonly ClauseId[] {
	return reason === "not-present" ? [] : [END_CLAUSE[reason]];
}

/** A message that this client published is retained, although the client's session no longer exists. */
function keepsRetained({ retained, messages }: World, clientId: string): boolean {
	return Object.values(retained).some(({ message }) => messages[message]?.publisher === clientId);
}

function ofPublication(event: RoomEvent, { fates, messages, retained }: World): readonly ClauseId[] {
	switch (event.type) {
		case "publication.accepted": {
			const forSome = Object.values(fates[event.message] ?? {}).some((fate) => fate.fate === "inflight" && fate.why === "at-broker");
			return forSome ? ["MQTT-4.5.0-1"] : [];
		}
		case "publication.duplicate":
			return ["MQTT-4.3.3-2"];
		case "publication.refused":
			return Object.hasOwn(CLAUSES, event.clause) ? [event.clause as ClauseId] : [];
		case "retained.set": {
			const at0 = messages[event.message]?.qos === 0 && event.replaced !== null;
			const isWill = messages[event.message]?.kind === "will";
			return ["MQTT-3.3.1-5", ...(at0 ? (["MQTT-3.3.1-7"] as const) : []), ...(isWill ? (["MQTT-3.1.2-17"] as const) : [])];
		}
		case "retained.cleared":
			return retained[event.topic] === undefined && event.noRoom !== true ? ["MQTT-3.3.1-10", "MQTT-3.3.1-11"] : [];
		default:
			return [];
	}
}

function ofSending(event: FactOf<"delivery.sent">, world: World, before: World): readonly ClauseId[] {
	const message = world.messages[event.message];
	const session = before.sessions[event.session];
	if (message === undefined || session === undefined) return [];
	if (event.attempt > 1) return ofSendingAgain(event, before);
	const matching = Object.entries(session.subscriptions).filter(([filter]) => matches(filter, message.topic));
	const granted = matching.map(([, { qos }]) => qos);
	const overlap = event.from === "live" && Math.min(...granted) < Math.max(...granted) && event.qos > Math.min(...granted);
	return [
		...(event.from === "retained" ? (["MQTT-3.3.1-6"] as const) : []),
		...(event.qos < message.qos ? (["MQTT-3.8.4-6"] as const) : []),
		...(matching.length > 0 ? (["MQTT-3.3.2-3"] as const) : []),
		...(matching.some(([filter]) => filter.split("/").includes("+")) ? (["MQTT-4.7.1-3"] as const) : []),
		...(overlap ? (["MQTT-3.3.5-1"] as const) : []),
		...(event.from === "live" && !event.dup && cameAgain(message, before) ? (["MQTT-3.3.1-3"] as const) : []),
	];
}

/** The publisher, an mqtt.js client, has sent the message more than once: in that case with DUP. */
function cameAgain({ message, publisher }: Message, { clients }: World): boolean {
	const client = clients[publisher];
	return client?.origin.kind === "lab" && client.outgoing.some((copy) => copy.message === message && copy.attempts > 1);
}

function ofSendingAgain({ delivery, dup, packetId, session }: FactOf<"delivery.sent">, before: World): readonly ClauseId[] {
	const held = before.sessions[session];
	const at = held?.inflight.findIndex((one) => one.delivery === delivery) ?? -1;
	if (held === undefined || at < 0 || held.inflight[at]?.packetId !== packetId) return [];
	const earlier = held.inflight[at - 1];
	const since = held.connection === null ? undefined : before.connections[held.connection]?.since;
	const inOrder = earlier !== undefined && since !== undefined && earlier.attempt > 1 && earlier.since >= since;
	return [
		"MQTT-2.3.1-4",
		"MQTT-4.4.0-1",
		...(dup ? (["MQTT-3.3.1-1"] as const) : []),
		...(inOrder && earlier.awaits !== "PUBCOMP" ? (["MQTT-4.6.0-1"] as const) : []),
	];
}

/** From a subscriber: the broker is the sender. */
function ofAnswer(event: FactOf<"delivery.released" | "delivery.acked">, before: World): readonly ClauseId[] {
	const session = before.sessions[event.session];
	const held = session?.inflight.find((one) => one.delivery === event.delivery);
	if (session === undefined || held === undefined || held.packetId !== event.packetId) return [];
	const topic = before.messages[event.message]?.topic;
	const unsubscribed = topic !== undefined && !Object.keys(session.subscriptions).some((filter) => matches(filter, topic));
	const completed: readonly ClauseId[] = event.type === "delivery.acked" && unsubscribed ? ["MQTT-3.10.4-3"] : [];
	if (event.type === "delivery.released") return ["MQTT-2.3.1-6", "MQTT-3.3.4-1"];
	if (held.qos === 2) return ["MQTT-4.3.3-1", ...completed];
	return ["MQTT-2.3.1-6", "MQTT-3.3.4-1", "MQTT-4.3.2-1", "MQTT-4.3.2-2", ...completed];
}

function ofDrop({ reason, qos, message }: FactOf<"delivery.dropped">, { messages }: World): readonly ClauseId[] {
	switch (reason) {
		case "queue-full":
		case "pushed-out":
			return ["4.1"];
		case "lost-on-wire":
			return qos === 0 ? ["4.3.1"] : [];
		case "subscription-qos-0":
			return (messages[message]?.qos ?? 0) > 0 ? ["MQTT-3.8.4-6"] : [];
		default:
			return [];
	}
}
