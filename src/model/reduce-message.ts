import { traitsOf } from "#contract/brokers.ts";
import type { DropReason, EventOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { unreachable } from "#contract/unreachable.ts";
import { matches } from "#mqtt/topic.ts";
import type { Draft, Writable } from "./draft.ts";
import { forgetOld } from "./forget.ts";
import { plus, replaceInflight, without } from "./lists.ts";
import { nearestFilter } from "./nearest.ts";
import { FORBIDS, NO_SESSION } from "./no-delivery.ts";
import { queueLimit } from "./queue-limit.ts";
import type { Client, Fallen, Fate, GoneSession, Message, Session } from "./world.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** A PUBLISH has left its publisher: the first one names the message, later ones are the same message again. */
export function named(draft: Draft, fields: Publish, publisher: string, at: number): void {
	const known = draft.edit("messages", fields.message);
	if (known !== undefined) {
		if (known.phase === "with-sender") known.phase = "to-broker";
		return;
	}
	addMessage(draft, fields, publisher, at, "to-broker", 0);
}

type Source = Named & Pick<Message, "topic" | "payload" | "payloadBytes" | "qos" | "retain">;

function addMessage(draft: Draft, source: Source, publisher: string, at: number, phase: Message["phase"], publications: number): void {
	const { message, kind, ordinal, topic, payload, payloadBytes, qos, retain } = source;
	draft.put("messages", message, { message, kind, ordinal, publisher, topic, payload, payloadBytes, qos, retain, at, phase, publications });
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
	if (known === undefined) addMessage(draft, event, event.publisher, event.at, "accepted", 1);
	else {
		known.phase = "accepted";
		known.publications += 1;
	}
	for (const name of draft.names("sessions")) {
		const session = draft.sessions[name] as Session;
		const filters = Object.keys(session.subscriptions);
		if (filters.length === 0) continue;
		if (filters.some((filter) => matches(filter, event.topic))) {
			if (!traitsOf(draft.settings).storeSeen) setUnseen(draft, event.message, session.session, event.at);
			else
				setFate(draft, event.message, session.session, {
					fate: "inflight",
					why: "at-broker",
					how: "live",
					packetId: null,
					attempt: 1,
					since: event.at,
				});
		} else setFateOnce(draft, event.message, session.session, { fate: "none", nearest: nearestFilter(filters, event.topic) });
	}
	for (const name of draft.names("gone")) {
		const gone = draft.gone[name] as GoneSession;
		const filters = Object.keys(gone.subscriptions);
		if (filters.length === 0) continue;
		const filter = filters.find((candidate) => matches(candidate, event.topic));
		if (filter === undefined) {
			setFateOnce(draft, event.message, gone.session, { fate: "none", nearest: nearestFilter(filters, event.topic) });
			continue;
		}
		// Only CONNACK said that the session is gone: Aedes may still send what it has.
		if (gone.reason === "not-present") {
			setUnseen(draft, event.message, gone.session, event.at);
			continue;
		}
		const reason = NO_SESSION[gone.reason];
		setFateOnce(draft, event.message, gone.session, {
			fate: "dropped",
			reason,
			filter,
			grantedQos: gone.subscriptions[filter] ?? null,
			limit: null,
			at: event.at,
		});
		const edited = draft.edit("gone", gone.session);
		if (edited !== undefined) edited.fallen = fell(edited.fallen, null, event.message, reason, event.at);
	}
	forgetOld(draft, event.message);
}

export function refused(draft: Draft, event: EventOf<"publication.refused">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined || known.phase === "accepted") return;
	const forbidden = FORBIDS[event.why];
	// Not acknowledged: a client that sent the message at QoS 1 or 2 keeps its copy.
	if (!forbidden && event.qos > 0) known.phase = "with-sender";
	else {
		known.phase = forbidden ? "refused" : "lost";
		dropForAll(draft, event.message, forbidden ? "refused" : "connection-refused", event.at);
	}
	forgetOld(draft);
}

/** A QoS 2 id that is still held: the same message again or, after its sender lost its memory, another message taken for it [MQTT-4.3.3-2]. */
export function duplicate(draft: Draft, event: EventOf<"publication.duplicate">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined) return;
	known.phase = known.publications > 0 ? "accepted" : "lost";
	if (known.publications === 0) dropForAll(draft, event.message, "id-held", event.at);
	forgetOld(draft);
}

/** A client's clean connect throws its own copies away [MQTT-3.1.2-6]: what never reached the broker is gone for good. */
export function senderDiscards(draft: Draft, client: Client, at: number): void {
	for (const { message } of client.outgoing) {
		const known = draft.edit("messages", message);
		if (known === undefined || known.phase !== "with-sender") continue;
		known.phase = "lost";
		dropForAll(draft, message, "sender-discarded", at);
	}
}

export function lostOnTheWayUp(draft: Draft, fields: Publish, at: number): void {
	const known = draft.edit("messages", fields.message);
	if (known === undefined || known.phase !== "to-broker") return;
	known.phase = fields.qos === 0 ? "lost" : "with-sender";
	if (fields.qos === 0) dropForAll(draft, fields.message, "lost-on-wire", at);
	forgetOld(draft);
}

export function lostOnTheWayDown(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	// QoS 1 and 2 stay in flight: the session keeps them until acknowledged.
	if (fields.qos !== 0) return;
	fall(draft, subscriber, null, fields.message, "lost-on-wire", at);
	// One copy reached the client before this one: the client has the message.
	if ((draft.copies[fields.message]?.[subscriber] ?? 0) > 0) return setDelivered(draft, fields.message, subscriber, 0, null, at);
	setFate(draft, fields.message, subscriber, { fate: "dropped", reason: "lost-on-wire", filter: null, grantedQos: null, limit: null, at });
}

export function reachedApplication(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	const { message, qos } = fields;
	if (draft.messages[message] === undefined) return;
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
	const { message, session: subscriber, at } = event;
	const session = draft.edit("sessions", subscriber);
	if (session === undefined) return;
	switch (event.type) {
		case "delivery.queued":
			session.queue = plus(draft, session.queue, { delivery: event.delivery, message, qos: event.qos, since: at });
			return setFate(draft, message, subscriber, { fate: "queued", why: event.why, since: at });
		case "delivery.sent":
			return sent(draft, session, event);
		case "delivery.released":
			replaceInflight(draft, session, event.delivery, (one) => ({ ...one, awaits: "PUBCOMP" as const }));
			return released(draft, message, subscriber);
		case "delivery.acked": {
			const acked = session.inflight.find((one) => one.delivery === event.delivery);
			session.inflight = without(draft, session.inflight, event.delivery);
			return setDelivered(draft, message, subscriber, acked?.qos ?? 1, event.packetId, at);
		}
		case "delivery.dropped": {
			if (event.reason === "broker-restarted") draft.restarting = { ...draft.restarting, messages: draft.restarting.messages + 1 };
			const fate = dropped(event.reason, draft, session, message, at);
			session.queue = without(draft, session.queue, event.delivery);
			session.inflight = without(draft, session.inflight, event.delivery);
			fall(draft, subscriber, event.delivery, message, event.reason, at);
			if ((draft.copies[message]?.[subscriber] ?? 0) > 0) return setDelivered(draft, message, subscriber, event.qos, null, at);
			return setFate(draft, message, subscriber, fate);
		}
		default:
			return unreachable(event);
	}
}

function sent(draft: Draft, session: Writable<Session>, event: EventOf<"delivery.sent">): void {
	const { message, delivery: id, packetId, attempt, dup, at, qos, from } = event;
	session.queue = without(draft, session.queue, id);
	if (qos !== 0 && packetId !== null) {
		const awaits = qos === 1 ? ("PUBACK" as const) : ("PUBREC" as const);
		const entry = { delivery: id, message, qos, packetId, attempt, dup, awaits, since: at };
		if (!replaceInflight(draft, session, id, () => entry)) session.inflight = plus(draft, session.inflight, entry);
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
	const filter = topic === undefined ? null : (Object.keys(session.subscriptions).find((candidate) => matches(candidate, topic)) ?? null);
	const grantedQos = filter === null ? null : (session.subscriptions[filter]?.qos ?? null);
	const full = reason === "queue-full" || reason === "pushed-out";
	return { fate: "dropped", reason, filter, grantedQos, limit: full ? queueLimit(draft.settings, session) : null, at };
}

/** Drops the message for every subscriber that it would have reached. */
function dropForAll(draft: Draft, message: string, reason: DropReason, at: number): void {
	const topic = draft.messages[message]?.topic;
	if (topic === undefined) return;
	for (const session of Object.values(draft.sessions)) {
		const filter = Object.keys(session.subscriptions).find((candidate) => matches(candidate, topic));
		if (filter === undefined) continue;
		const grantedQos = session.subscriptions[filter]?.qos ?? null;
		setFateOnce(draft, message, session.session, { fate: "dropped", reason, filter, grantedQos, limit: null, at });
	}
}

export function retained(draft: Draft, event: EventOf<"retained.set">): void {
	const known = draft.messages[event.message];
	if (known === undefined) return;
	const { topic, payload, qos } = known;
	draft.put("retained", topic, { topic, message: event.message, payload, qos, at: event.at });
}

function setFate(draft: Draft, message: string, subscriber: string, fate: Fate): void {
	if (draft.messages[message] === undefined) return; // forgotten: its sums are closed
	const fates = draft.edit("fates", message);
	if (fates === undefined) draft.put("fates", message, Object.assign(Object.create(null), { [subscriber]: fate }));
	else fates[subscriber] = fate;
}

/** A different broker stands there: what could not be seen of the old broker is gone with it. */
export function lostUnseen(draft: Draft, subscriber: string, at: number): void {
	for (const message of draft.names("messages")) {
		if (draft.fates[message]?.[subscriber]?.fate !== "unseen") continue;
		const gone = { reason: "broker-restarted", filter: null, grantedQos: null, limit: null } as const;
		setFate(draft, message, subscriber, { fate: "dropped", ...gone, at });
	}
}

/** Does not replace a fate that the wire has told: in that case something of the message has crossed. */
function setUnseen(draft: Draft, message: string, subscriber: string, since: number): void {
	const before = draft.fates[message]?.[subscriber];
	if (before === undefined || before.fate === "none") setFate(draft, message, subscriber, { fate: "unseen", since });
}

function setFateOnce(draft: Draft, message: string, subscriber: string, fate: Fate): void {
	if (draft.fates[message]?.[subscriber] === undefined) setFate(draft, message, subscriber, fate);
}

function fall(draft: Draft, subscriber: string, id: string | null, message: string, reason: DropReason, at: number): void {
	const session = draft.edit("sessions", subscriber);
	if (session !== undefined) session.fallen = fell(session.fallen, id, message, reason, at);
}

function fell(fallen: readonly Fallen[], id: string | null, message: string, reason: DropReason, at: number): readonly Fallen[] {
	return [...fallen, { delivery: id, message, reason, at }].slice(-LIMITS.fallen);
}
