import { traitsOf } from "#contract/brokers.ts";
import type { DropReason, EventOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Draft, Writable } from "./draft.ts";
import { setFate, setFateOnce, setUnseen } from "./fates.ts";
import { forgetOld, mayBeSettled, sumChanges } from "./forget.ts";
import { add, replace, take } from "./lists.ts";
import { FORBIDS, NO_SESSION } from "./no-delivery.ts";
import { queueLimit } from "./queue-limit.ts";
import type { Client, Fallen, Fate, Message, Session } from "./world.ts";
import { listsOf, remember } from "./world-index.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** A PUBLISH has left its publisher: the first one names the message, later ones are the same message again. */
export function named(draft: Draft, fields: Publish, publisher: string, at: number): void {
	const known = draft.edit("messages", fields.message);
	if (known !== undefined) {
		if (known.phase === "with-sender") known.phase = "to-broker";
		return;
	}
	addMessage(draft, fields, publisher, at, { phase: "to-broker", publications: 0, decided: null });
}

type Source = Named & Pick<Message, "topic" | "payload" | "payloadBytes" | "qos" | "retain">;

function addMessage(
	draft: Draft,
	source: Source,
	publisher: string,
	at: number,
	stand: Pick<Message, "phase" | "publications" | "decided">,
): void {
	const { message, kind, ordinal, topic, payload, payloadBytes, qos, retain } = source;
	remember(draft.index, message);
	draft.put("messages", message, { message, kind, ordinal, publisher, topic, payload, payloadBytes, qos, retain, at, ...stand });
	if (ordinal > draft.named[kind]) {
		const named = draft.own(draft.named);
		named[kind] = ordinal;
		draft.named = named;
	}
	forgetOld(draft, message);
}

/** The broker has the message. Each session now gets its one fate; those whose delivery follows pass through "at the broker". */
export function accepted(draft: Draft, event: EventOf<"publication.accepted">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined) addMessage(draft, event, event.publisher, event.at, { phase: "accepted", publications: 1, decided: event.seq });
	else {
		if (known.publications === 0) known.decided = event.seq;
		known.phase = "accepted";
		known.publications += 1;
	}
	for (const [clientId, filter] of draft.index.filters.matching(event.topic)) {
		if (draft.sessions[clientId] === undefined) tooLate(draft, event, clientId, filter);
		else if (!traitsOf(draft.settings).storeSeen) setUnseen(draft, event.message, clientId, event.at);
		else {
			const atBroker = { why: "at-broker", how: "live", packetId: null, attempt: 1, since: event.at } as const;
			setFate(draft, event.message, clientId, { fate: "inflight", ...atBroker });
		}
	}
	forgetOld(draft, event.message);
}

/** The session that had subscribed to this has ended. */
function tooLate(draft: Draft, { message, at }: EventOf<"publication.accepted">, clientId: string, filter: string): void {
	const gone = draft.edit("gone", clientId);
	if (gone === undefined) return;
	// Only CONNACK said that the session is gone: Aedes may still send what it has.
	if (gone.reason === "not-present") return setUnseen(draft, message, clientId, at);
	const reason = NO_SESSION[gone.reason];
	const grantedQos = gone.subscriptions[filter]?.qos ?? null;
	setFateOnce(draft, message, clientId, { fate: "dropped", reason, filter, grantedQos, limit: null, at });
	gone.fallen = fell(gone.fallen, null, message, reason, at);
}

export function refused(draft: Draft, event: EventOf<"publication.refused">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined || known.phase === "accepted") return;
	const forbidden = FORBIDS[event.why];
	// Not acknowledged: a client that sent the message at QoS 1 or 2 keeps its copy.
	if (!forbidden && event.qos > 0) known.phase = "with-sender";
	else {
		ends(draft, known, forbidden ? "refused" : "lost", forbidden ? "refused" : "connection-refused");
	}
	forgetOld(draft);
}

/** A QoS 2 id that is still held: the same message again or, after its sender lost its memory, another message taken for it [MQTT-4.3.3-2]. */
export function duplicate(draft: Draft, event: EventOf<"publication.duplicate">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined) return;
	if (known.publications === 0) ends(draft, known, "lost", "id-held");
	else {
		known.phase = "accepted";
		mayBeSettled(draft, event.message);
	}
	forgetOld(draft);
}

/** A client's clean connect throws its own copies away [MQTT-3.1.2-6]: what never reached the broker is gone for good. */
export function senderDiscards(draft: Draft, client: Client): void {
	for (const { message } of client.outgoing) {
		const known = draft.edit("messages", message);
		if (known?.phase === "with-sender") ends(draft, known, "lost", "sender-discarded");
	}
}

export function lostOnTheWayUp(draft: Draft, fields: Publish): void {
	const known = draft.edit("messages", fields.message);
	if (known === undefined || known.phase !== "to-broker") return;
	if (fields.qos === 0) ends(draft, known, "lost", "lost-on-wire");
	else known.phase = "with-sender";
	forgetOld(draft);
}

export function lostOnTheWayDown(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	// QoS 1 and 2 stay in flight: the session keeps them until acknowledged.
	if (fields.qos !== 0) return;
	fall(draft, subscriber, null, fields.message, "lost-on-wire", at);
	sumChanges(draft, fields.message, subscriber, "inflight", "dropped");
	// One copy reached the client before this one: the client has the message.
	if ((draft.copies[fields.message]?.[subscriber] ?? 0) > 0) return setDelivered(draft, fields.message, subscriber, 0, null, at);
	setFate(draft, fields.message, subscriber, { fate: "dropped", reason: "lost-on-wire", filter: null, grantedQos: null, limit: null, at });
}

export function reachedApplication(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	const { message, qos } = fields;
	if (draft.messages[message] === undefined) {
		if (qos === 0) sumChanges(draft, message, subscriber, "inflight", "delivered");
		return;
	}
	const copies = (draft.copies[message]?.[subscriber] ?? 0) + 1;
	const counts = draft.edit("copies", message);
	if (counts === undefined) draft.put("copies", message, Object.assign(Object.create(null), { [subscriber]: copies }));
	else counts[subscriber] = copies;
	const fate = draft.fates[message]?.[subscriber];
	if (fate?.fate === "delivered") setFate(draft, message, subscriber, { ...fate, copies });
	else if (qos === 0) setDelivered(draft, message, subscriber, qos, null, at);
}

type DeliveryKind = "delivery.queued" | "delivery.sent" | "delivery.released" | "delivery.acked" | "delivery.dropped";

export function delivery(draft: Draft, event: EventOf<DeliveryKind>): void {
	const { delivery: id, message, session: subscriber, at } = event;
	const session = draft.edit("sessions", subscriber);
	if (session === undefined) return;
	const lists = listsOf(draft.index, session);
	switch (event.type) {
		case "delivery.queued":
			session.queue = add(draft, session.queue, lists.queue, { delivery: id, message, qos: event.qos, since: at }, id);
			return setFate(draft, message, subscriber, { fate: "queued", why: event.why, since: at });
		case "delivery.sent":
			return sent(draft, session, event);
		case "delivery.released":
			session.inflight = replace(draft, session.inflight, lists.inflight, id, byDelivery, (one) => ({
				...one,
				awaits: "PUBCOMP" as const,
			}));
			return released(draft, message, subscriber);
		case "delivery.acked": {
			const acked = session.inflight[lists.inflight.find(session.inflight, id, byDelivery)];
			if (acked !== undefined) sumChanges(draft, message, subscriber, "inflight", "delivered");
			session.inflight = take(draft, session.inflight, lists.inflight, id, byDelivery);
			return setDelivered(draft, message, subscriber, acked?.qos ?? 1, event.packetId, at);
		}
		case "delivery.dropped": {
			if (event.reason === "broker-restarted") draft.restarting = { ...draft.restarting, messages: draft.restarting.messages + 1 };
			const fate = dropped(event.reason, draft, session, message, at);
			if (lists.queue.has(id)) sumChanges(draft, message, subscriber, "queued", "dropped");
			else if (lists.inflight.has(id)) sumChanges(draft, message, subscriber, "inflight", "dropped");
			session.queue = take(draft, session.queue, lists.queue, id, byDelivery);
			session.inflight = take(draft, session.inflight, lists.inflight, id, byDelivery);
			fall(draft, subscriber, id, message, event.reason, at);
			if ((draft.copies[message]?.[subscriber] ?? 0) > 0) return setDelivered(draft, message, subscriber, event.qos, null, at);
			return setFate(draft, message, subscriber, fate);
		}
		default:
			return unreachable(event);
	}
}

const byDelivery = ({ delivery }: { readonly delivery: string }) => delivery;

function sent(draft: Draft, session: Writable<Session>, event: EventOf<"delivery.sent">): void {
	const { message, delivery: id, packetId, attempt, dup, at, qos, from } = event;
	const { queue, inflight } = listsOf(draft.index, session);
	if (session.queue.length > 0 && queue.has(id)) {
		sumChanges(draft, message, session.session, "queued", "inflight");
		session.queue = take(draft, session.queue, queue, id, byDelivery);
	}
	if (qos !== 0 && packetId !== null) {
		const awaits = qos === 1 ? ("PUBACK" as const) : ("PUBREC" as const);
		const entry = { delivery: id, message, qos, packetId, attempt, dup, awaits, since: at };
		session.inflight =
			attempt > 1 && inflight.has(id)
				? replace(draft, session.inflight, inflight, id, byDelivery, () => entry)
				: add(draft, session.inflight, inflight, entry, id);
	}
	setFate(draft, message, session.session, { fate: "inflight", why: "sent", how: from, packetId, attempt, since: at });
}

function released(draft: Draft, message: string, subscriber: string): void {
	const fate = draft.fates[message]?.[subscriber];
	if (fate?.fate === "inflight") setFate(draft, message, subscriber, { ...fate, why: "released" });
}

function setDelivered(draft: Draft, message: string, subscriber: string, qos: Message["qos"], packetId: number | null, at: number): void {
	const before = draft.fates[message]?.[subscriber];
	const known = draft.messages[message];
	if (known === undefined) return;
	const how = before?.fate === "inflight" ? (before.attempt > 1 ? "redelivered" : before.how) : "live";
	const copies = draft.copies[message]?.[subscriber] ?? 0;
	// Both times are in tenths, and so is what lies between them.
	const afterMs = Math.round((at - known.at) * 10) / 10;
	setFate(draft, message, subscriber, { fate: "delivered", how, copies, qos, packetId, afterMs, at });
}

function dropped(reason: DropReason, draft: Draft, session: Session, message: string, at: number): Fate {
	const topic = draft.messages[message]?.topic;
	const filter = topic === undefined ? null : (draft.index.filters.matching(topic).get(session.session) ?? null);
	const grantedQos = filter === null ? null : (session.subscriptions[filter]?.qos ?? null);
	const full = reason === "queue-full" || reason === "pushed-out";
	return { fate: "dropped", reason, filter, grantedQos, limit: full ? queueLimit(draft.settings, session) : null, at };
}

/** A message that the broker does not publish is over, for every subscriber that it would have reached. */
function ends(draft: Draft, known: Writable<Message>, phase: "lost" | "refused", reason: DropReason): void {
	const { seq, at } = draft;
	const { message, topic } = known;
	known.phase = phase;
	if (known.publications === 0) known.decided = seq;
	for (const [clientId, filter] of draft.index.filters.matching(topic)) {
		const session = draft.sessions[clientId];
		if (session === undefined) continue;
		const grantedQos = session.subscriptions[filter]?.qos ?? null;
		setFateOnce(draft, message, clientId, { fate: "dropped", reason, filter, grantedQos, limit: null, at });
	}
	mayBeSettled(draft, message);
}

export function retained(draft: Draft, event: EventOf<"retained.set">): void {
	const known = draft.messages[event.message];
	if (known === undefined) return;
	const { topic, payload, qos } = known;
	const before = draft.retained[topic]?.message;
	draft.put("retained", topic, { topic, message: event.message, payload, qos, at: event.at });
	if (before !== undefined) mayBeSettled(draft, before);
}

export function cleared(draft: Draft, { topic }: EventOf<"retained.cleared">): void {
	const before = draft.retained[topic]?.message;
	draft.remove("retained", topic);
	if (before !== undefined) mayBeSettled(draft, before);
}

function fall(draft: Draft, subscriber: string, id: string | null, message: string, reason: DropReason, at: number): void {
	const session = draft.edit("sessions", subscriber);
	if (session !== undefined) session.fallen = fell(session.fallen, id, message, reason, at);
}

function fell(fallen: readonly Fallen[], id: string | null, message: string, reason: DropReason, at: number): readonly Fallen[] {
	return [...fallen, { delivery: id, message, reason, at }].slice(-LIMITS.fallen);
}
