import type { EventOf, PacketFields } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { anotherCopy } from "./another-copy.ts";
import type { Delivered, GivenUp } from "./delivered.ts";
import type { Draft, Writable } from "./draft.ts";
import { fall } from "./fallen.ts";
import { hadOf, setFate } from "./fates.ts";
import { sumChanges } from "./forget.ts";
import { givenUp } from "./given-up.ts";
import { add, replace, take } from "./lists.ts";
import type { DecidedFate, InflightDelivery, Message, Session } from "./world.ts";
import { listsOf, oneLess, oneMore } from "./world-index.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

export function lostOnTheWayDown(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	// QoS 1 and 2 stay in flight: the session keeps them until acknowledged.
	if (fields.qos !== 0) return;
	const { message } = fields;
	const has = (draft.copies[message]?.[subscriber] ?? 0) > 0;
	const end = { reason: "lost-on-wire", full: null, qos: 0, unconfirmed: null, has } as const;
	fall(draft, subscriber, { delivery: null, message, at, ...end });
	sumChanges(draft, message, subscriber, "inflight", "dropped");
	falls(draft, message, subscriber, end, { fate: "dropped", reason: end.reason, filter: null, grantedQos: null, full: null, at });
}

export function reachedApplication(draft: Draft, fields: Publish, subscriber: string, at: number): void {
	const { message, qos, packetId } = fields;
	if (packetId !== null) arrivesAt(draft, subscriber, packetId, message);
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

function arrivesAt(draft: Draft, subscriber: string, packetId: number, message: string): void {
	const session = draft.edit("sessions", subscriber);
	if (session === undefined) return;
	const { ids, inflight } = listsOf(draft.index, session);
	const id = ids.get(packetId);
	if (id === undefined) return;
	const arrives = (one: InflightDelivery) => (one.message === message ? { ...one, arrived: true } : one);
	session.inflight = replace(draft, session.inflight, inflight, id, byDelivery, arrives);
}

type DeliveryKind = "delivery.queued" | "delivery.sent" | "delivery.released" | "delivery.acked" | "delivery.dropped";

export function apply(draft: Draft, event: EventOf<DeliveryKind>): void {
	const { delivery: id, message, session: subscriber, at } = event;
	const session = draft.edit("sessions", subscriber);
	if (session === undefined) return;
	const lists = listsOf(draft.index, session);
	switch (event.type) {
		case "delivery.queued":
			session.queue = add(draft, session.queue, lists.queue, { delivery: id, message, qos: event.qos, since: at }, id);
			if (session.queue.length > (session.highest?.count ?? 0)) session.highest = { count: session.queue.length, at };
			oneMore(lists.held, message);
			return setFate(draft, message, subscriber, { fate: "queued", since: at });
		case "delivery.sent":
			return sent(draft, session, event);
		case "delivery.released":
			session.inflight = replace(draft, session.inflight, lists.inflight, id, byDelivery, (one) => ({
				...one,
				awaits: "PUBCOMP" as const,
			}));
			return released(draft, message, subscriber, event.packetId);
		case "delivery.acked": {
			const acked = session.inflight[lists.inflight.find(session.inflight, id, byDelivery)];
			if (acked !== undefined) {
				sumChanges(draft, message, subscriber, "inflight", "delivered");
				oneLess(lists.held, message);
			}
			session.inflight = take(draft, session.inflight, lists.inflight, id, byDelivery);
			lists.ids.delete(event.packetId);
			return setDelivered(draft, message, subscriber, acked?.qos ?? 1, event.packetId, at);
		}
		case "delivery.dropped": {
			const inflight = session.inflight[lists.inflight.find(session.inflight, id, byDelivery)] ?? null;
			const end = givenUp(draft, event, inflight);
			if (event.reason === "broker-restarted" && !end.has)
				draft.restarting = { ...draft.restarting, messages: draft.restarting.messages + 1 };
			if (lists.queue.has(id) || lists.inflight.has(id)) oneLess(lists.held, message);
			if (lists.queue.has(id)) sumChanges(draft, message, subscriber, "queued", "dropped");
			else if (lists.inflight.has(id))
				sumChanges(draft, message, subscriber, "inflight", end.unconfirmed === null ? "dropped" : "delivered");
			const fate = dropped(end, draft, session, message, at);
			session.queue = take(draft, session.queue, lists.queue, id, byDelivery);
			session.inflight = take(draft, session.inflight, lists.inflight, id, byDelivery);
			if (inflight !== null) lists.ids.delete(inflight.packetId);
			fall(draft, subscriber, { delivery: id, message, at, ...end });
			if (end.unconfirmed !== null && inflight !== null)
				return setDelivered(draft, message, subscriber, inflight.qos, inflight.packetId, at, {
					awaited: end.unconfirmed,
					reason: end.reason,
				});
			return falls(draft, message, subscriber, end, fate);
		}
		default:
			return unreachable(event);
	}
}

const byDelivery = ({ delivery }: { readonly delivery: string }) => delivery;

function sent(draft: Draft, session: Writable<Session>, event: EventOf<"delivery.sent">): void {
	const { message, delivery: id, packetId, attempt, dup, at, qos, from } = event;
	const { queue, inflight, ids, held } = listsOf(draft.index, session);
	const fate = draft.fates[message]?.[session.session];
	let waitedMs = fate?.fate === "inflight" ? fate.waitedMs : undefined;
	if (session.queue.length > 0 && queue.has(id)) {
		const { since } = session.queue[queue.find(session.queue, id, byDelivery)] ?? { since: at };
		// Both times are in tenths, and so is what lies between them.
		waitedMs = Math.round((at - since) * 10) / 10;
		oneLess(held, message);
		sumChanges(draft, message, session.session, "queued", "inflight");
		session.queue = take(draft, session.queue, queue, id, byDelivery);
	}
	let why: "sent" | "released" = "sent";
	if (qos !== 0 && packetId !== null) {
		const before = session.inflight[inflight.find(session.inflight, id, byDelivery)];
		const arrived = before?.arrived ?? false;
		// Its PUBREC has reached the broker, though a broker may still send the PUBLISH again behind it, as stock Aedes does.
		if (before?.awaits === "PUBCOMP") why = "released";
		const awaits = qos === 1 ? ("PUBACK" as const) : why === "released" ? ("PUBCOMP" as const) : ("PUBREC" as const);
		const entry = { delivery: id, message, qos, packetId, attempt, dup, awaits, arrived, since: at };
		ids.set(packetId, id);
		if (!inflight.has(id)) oneMore(held, message);
		session.inflight = inflight.has(id)
			? replace(draft, session.inflight, inflight, id, byDelivery, () => entry)
			: add(draft, session.inflight, inflight, entry, id);
	}
	setFate(draft, message, session.session, havingWaited({ fate: "inflight", why, how: from, packetId, attempt, since: at }, waitedMs));
}

/** Most copies have not waited, and cost nothing more here: a room with many subscribers sends millions of them. */
function havingWaited<Told extends object>(fate: Told, waitedMs: number | undefined): Told {
	return waitedMs === undefined ? fate : { ...fate, waitedMs };
}

function released(draft: Draft, message: string, subscriber: string, packetId: number): void {
	const fate = draft.fates[message]?.[subscriber];
	if (fate?.fate === "inflight" && fate.packetId === packetId) setFate(draft, message, subscriber, { ...fate, why: "released" });
}

/** One copy of a message is given up. The message is dropped only if the subscriber has no other copy and none is to come. */
function falls(draft: Draft, message: string, subscriber: string, end: GivenUp, dropped: Extract<DecidedFate, { fate: "dropped" }>): void {
	const { has, reason, full, qos } = end;
	const lost = { reason, full };
	const other = anotherCopy(draft, message, subscriber, dropped.at);
	if (other !== null) return setFate(draft, message, subscriber, { ...other, lost });
	if (!has) return setFate(draft, message, subscriber, dropped);
	const had = hadOf(draft.fates[message]?.[subscriber]);
	if (had === undefined) return setDelivered(draft, message, subscriber, qos, null, dropped.at);
	setFate(draft, message, subscriber, { ...had, copies: draft.copies[message]?.[subscriber] ?? 0, lost });
}

function setDelivered(
	draft: Draft,
	message: string,
	subscriber: string,
	qos: Message["qos"],
	packetId: number | null,
	at: number,
	unconfirmed?: NonNullable<Delivered["unconfirmed"]>,
): void {
	const before = draft.fates[message]?.[subscriber];
	const known = draft.messages[message];
	if (known === undefined) return;
	const how = before?.fate === "inflight" ? (before.attempt > 1 ? "redelivered" : before.how) : "live";
	const copies = draft.copies[message]?.[subscriber] ?? 0;
	const plain = { fate: "delivered", how, copies, qos, packetId, at } as const;
	const fate = havingWaited(plain, before?.fate === "inflight" ? before.waitedMs : undefined);
	setFate(draft, message, subscriber, unconfirmed === undefined ? fate : { ...fate, unconfirmed });
}

function dropped({ reason, full }: GivenUp, draft: Draft, session: Session, message: string, at: number) {
	const topic = draft.messages[message]?.topic;
	const filter = topic === undefined ? null : (draft.index.filters.matching(topic).get(session.session) ?? null);
	const grantedQos = filter === null ? null : (session.subscriptions[filter]?.qos ?? null);
	return { fate: "dropped", reason, filter, grantedQos, full, at } as const;
}
