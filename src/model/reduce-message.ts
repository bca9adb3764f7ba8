import { traitsOf } from "#contract/brokers.ts";
import type { EventOf, PacketFields } from "#contract/event.ts";
import type { Named } from "#contract/message-name.ts";
import type { DropReason } from "#contract/reasons.ts";
import type { Draft, Writable } from "./draft.ts";
import { fell } from "./fallen.ts";
import { setFate, setFateOnce, setUnseen, withdraw } from "./fates.ts";
import { forgetOld, mayBeSettled } from "./forget.ts";
import { FORBIDS, NO_SESSION } from "./no-delivery.ts";
import type { Message } from "./world.ts";
import { remember } from "./world-index.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;
/** Why nobody sends a message again that the broker does not have. */
type Gone = Extract<DropReason, "sender-discarded" | "connection-refused">;

/** A PUBLISH has left its publisher: the first one names the message, later ones are the same message again. */
export function named(draft: Draft, fields: Publish, publisher: string, at: number): void {
	const known = draft.edit("messages", fields.message);
	if (known !== undefined) {
		if (known.phase === "lost") undecided(draft, known);
		if (known.phase === "with-sender" || known.phase === "lost") known.phase = "to-broker";
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
		if (known.publications === 0) {
			undecided(draft, known);
			known.decided = event.seq;
		}
		known.phase = "accepted";
		known.publications += 1;
	}
	const wanted = draft.index.filters.matching(event.topic);
	const atBroker = { fate: "inflight", why: "at-broker", how: "live", packetId: null, attempt: 1, since: event.at } as const;
	for (const [clientId, filter] of wanted) {
		if (draft.sessions[clientId] === undefined) tooLate(draft, event, clientId, filter);
		else if (!traitsOf(draft.settings).storeSeen) setUnseen(draft, event.message, clientId, event.at);
		else setFate(draft, event.message, clientId, atBroker);
	}
	missedSince(draft, event, wanted);
	forgetOld(draft, event.message);
}

/** It seemed to be over, and comes after all: which clients it reaches is still to be decided. */
function undecided(draft: Draft, known: Writable<Message>): void {
	if (known.decided !== null) withdraw(draft, known.message);
	known.decided = null;
}

/** Clients that had subscribed to this in an earlier session, and in no later one. */
function missedSince(draft: Draft, { message, topic }: Pick<Message, "message" | "topic">, wanted: ReadonlyMap<string, string>): void {
	for (const clientId of draft.index.formerly.matching(topic).keys()) {
		const ended = (draft.sessions[clientId] ?? draft.gone[clientId])?.formerly?.endedAt;
		if (ended !== undefined && !wanted.has(clientId)) setFateOnce(draft, message, clientId, { fate: "none", nearest: null, ended });
	}
}

/** The session that had subscribed to this has ended. */
function tooLate(draft: Draft, { message, at }: EventOf<"publication.accepted">, clientId: string, filter: string): void {
	const gone = draft.edit("gone", clientId);
	if (gone === undefined) return;
	// Only CONNACK said that the session is gone: Aedes may still send what it has.
	if (gone.reason === "not-present") return setUnseen(draft, message, clientId, at);
	const reason = gone.because ?? NO_SESSION[gone.reason];
	const grantedQos = gone.subscriptions[filter]?.qos ?? null;
	setFateOnce(draft, message, clientId, { fate: "dropped", reason, filter, grantedQos, full: null, at });
	const has = (draft.copies[message]?.[clientId] ?? 0) > 0;
	const qos = Math.min(draft.messages[message]?.qos ?? 0, grantedQos ?? 0) as Message["qos"];
	Object.assign(gone, fell(gone, { delivery: null, message, at, reason, full: null, qos, unconfirmed: null, has }));
}

export function refused(draft: Draft, event: EventOf<"publication.refused">): void {
	const known = draft.edit("messages", event.message);
	if (known === undefined || known.phase === "accepted") return;
	const forbidden = FORBIDS[event.why];
	// Not acknowledged: a client that sent the message at QoS 1 or 2 keeps its copy.
	if (!forbidden && event.qos > 0) comesAgain(draft, known);
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

/** A sender has thrown a copy of this message away [MQTT-3.1.2-6], or was refused with it: what never reached the broker is gone for good. */
export function senderDiscards(draft: Draft, message: string, reason: Gone): void {
	if (draft.messages[message]?.phase !== "with-sender") return;
	const known = draft.edit("messages", message);
	if (known !== undefined && !draft.index.copies.has(message)) nobodyKeeps(draft, known, reason);
}

/** A PUBLISH has reached the broker, which may be busy with something else. */
export function arrivedAtBroker(draft: Draft, { message }: Publish): void {
	const known = draft.edit("messages", message);
	if (known?.phase === "to-broker") known.phase = "at-broker";
}

export function lostOnTheWayUp(draft: Draft, fields: Publish): void {
	const known = draft.edit("messages", fields.message);
	if (known === undefined || known.phase !== "to-broker") return;
	if (fields.qos === 0) ends(draft, known, "lost", "lost-on-wire");
	else comesAgain(draft, known);
	forgetOld(draft);
}

/** Its sender keeps a copy, unless a newer CONNECT of that client has thrown the copy away already. */
function comesAgain(draft: Draft, known: Writable<Message>): void {
	if (draft.index.copies.has(known.message)) known.phase = "with-sender";
	else nobodyKeeps(draft, known, "sender-discarded");
}

/** The message is over, unless another PUBLISH of it is on a wire still: that one may arrive. */
function nobodyKeeps(draft: Draft, known: Writable<Message>, reason: Gone): void {
	if (draft.index.goingUp.has(known.message)) known.phase = "to-broker";
	else ends(draft, known, "lost", reason);
}

/** A message that the broker does not publish is over, for every subscriber that it was on its way to. */
function ends(draft: Draft, known: Writable<Message>, phase: "lost" | "refused", reason: DropReason): void {
	const { seq, at } = draft;
	const { message, topic } = known;
	known.phase = phase;
	if (known.publications === 0) known.decided = seq;
	const wanted = draft.index.filters.matching(topic);
	for (const [clientId, filter] of wanted) {
		const grantedQos = (draft.sessions[clientId] ?? draft.gone[clientId])?.subscriptions[filter]?.qos ?? null;
		setFateOnce(draft, message, clientId, { fate: "dropped", reason, filter, grantedQos, full: null, at });
	}
	missedSince(draft, known, wanted);
	mayBeSettled(draft, message);
}

export function retained(draft: Draft, event: EventOf<"retained.set">): void {
	const known = draft.messages[event.message];
	if (known === undefined) return;
	const { topic, payload, qos } = known;
	const before = draft.retained[topic]?.message;
	const kept = draft.edit("messages", event.message);
	if (kept !== undefined) kept.kept = true;
	draft.put("retained", topic, { topic, message: event.message, payload, qos, at: event.at });
	if (before !== undefined) mayBeSettled(draft, before);
}

export function cleared(draft: Draft, { topic }: EventOf<"retained.cleared">): void {
	const before = draft.retained[topic]?.message;
	draft.remove("retained", topic);
	if (before !== undefined) mayBeSettled(draft, before);
}
