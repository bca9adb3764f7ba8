import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { CLOSES, type CloseReason } from "#contract/reasons.ts";
import type { UnreadAck } from "./delivered.ts";
import type { Draft, Writable } from "./draft.ts";
import { firstAccepted } from "./first-accepted.ts";
import { mayBeSettled } from "./forget.ts";
import { isRead } from "./is-read.ts";
import { add, replace, take } from "./lists.ts";
import * as messages from "./reduce-message.ts";
import { isStranger, sameMemory } from "./same-client.ts";
import type { Client, Connection, Unanswered } from "./world.ts";
import { earlyOf, halfOf, join, oneLess, oneMore } from "./world-index.ts";

type ClientCopy = Client["outgoing"][number];
type Connect = Extract<PacketFields, { type: "CONNECT" }>;
export type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** The client at the end of a connection, writable; undefined before its CONNECT. */
export function clientOf(draft: Draft, connection: string): Writable<Client> | undefined {
	const clientId = draft.connections[connection]?.clientId;
	return clientId == null ? undefined : draft.edit("clients", clientId);
}

/** A CONNECT has left a client. Until the broker accepts it, all that changes is what the client is doing now [MQTT-3.1.4-3]. */
export function connecting(draft: Draft, connection: string, fields: Connect, at: number): void {
	const edited = draft.edit("connections", connection);
	if (edited === undefined || edited.clientId !== null) return;
	const { clientId, cleanSession, keepAlive, level } = fields;
	edited.clientId = clientId;
	edited.cleanSession = cleanSession;
	edited.unanswered = { cleanSession, keepAlive, publishes: false, subscribes: false, refused: false };
	if (level !== undefined) edited.level = level;
	join(draft.index.connections, clientId, connection);
	const phase = { phase: "connecting", connection, since: at } as const;
	const before = draft.edit("clients", clientId);
	// A page’s client goes on with what it is doing while a guest knocks under its id.
	if (before?.origin.kind === "lab" && edited.origin.kind === "guest") return;
	if (before !== undefined) return void Object.assign(before, { phase, tookOver: null });
	draft.index.clients += 1;
	draft.put("clients", clientId, {
		...{ clientId, origin: edited.origin, phase, tookOver: null, cleanSession: false, keepAlive },
		...{ outgoing: [], incoming: [], received: [], receivedCount: 0, publishes: false, subscribes: false },
	});
}

/** The broker answers a CONNECT. */
export function answered(draft: Draft, connection: string, accepted: boolean): void {
	const edited = draft.edit("connections", connection);
	const { unanswered } = edited ?? {};
	if (edited === undefined || unanswered === undefined) return;
	if (accepted) return begins(draft, edited, unanswered);
	edited.unanswered = { ...unanswered, refused: true };
	readsAfterAll(draft, edited);
}

/** Both ends throw away what they had, or go on with it [MQTT-3.1.2-4, -6]; what was sent before the CONNACK belongs to what they have now. */
function begins(draft: Draft, connection: Writable<Connection>, asked: Unanswered): void {
	const early = takeEarly(draft, connection);
	const client = connection.clientId === null ? undefined : draft.edit("clients", connection.clientId);
	if (client === undefined) return;
	const { cleanSession, keepAlive } = asked;
	// A clean connect throws the client's half away [MQTT-3.1.2-6].
	if (cleanSession || client.cleanSession || !sameMemory(client.origin, connection.origin)) losesItsHalf(draft, client);
	Object.assign(client, { cleanSession, keepAlive, origin: connection.origin });
	client.publishes ||= asked.publishes;
	client.subscribes ||= asked.subscribes;
	for (const copy of early) {
		keeps(draft, client, copy);
		lets(draft, copy.message, null);
	}
}

/**
 * A connection is over whose CONNECT was never accepted. Its client has done what it asked for, as far as anybody can tell. But true if the
 * broker has turned it away: then nothing of it counts, for its client may be any that uses this client id.
 */
export function isTurnedAway(draft: Draft, name: string, reason: CloseReason): boolean {
	const connection = draft.edit("connections", name);
	const { unanswered } = connection ?? {};
	if (connection === undefined || unanswered === undefined) return false;
	const client = clientOf(draft, name);
	const isAnother = client !== undefined && isStranger(client.origin, connection.origin);
	if (!unanswered.refused && !isAnother && !CLOSES[reason].turnsAway) {
		const isNewest = client !== undefined && client.phase.phase !== "offline" && client.phase.connection === name;
		if (isNewest) begins(draft, connection, unanswered);
		else if (client !== undefined) endsLate(draft, client, connection, unanswered);
		return false;
	}
	readsAfterAll(draft, connection);
	for (const { message } of takeEarly(draft, connection)) lets(draft, message, "connection-refused");
	return true;
}

/** Nobody has answered this CONNECT, and its client has sent a newer one since: by that one, it keeps what it sent on this connection, or not. */
function endsLate(draft: Draft, client: Writable<Client>, connection: Writable<Connection>, { cleanSession }: Unanswered): void {
	const goesOn = !cleanSession && !client.cleanSession && sameMemory(client.origin, connection.origin);
	for (const copy of takeEarly(draft, connection)) {
		const isKept = goesOn && !halfOf(draft.index, client).outgoing.has(copy.packetId);
		if (isKept) keeps(draft, client, copy);
		lets(draft, copy.message, isKept ? null : "sender-discarded");
	}
}

/** What its client sent before the answer, which it waits for no longer. */
function takeEarly(draft: Draft, connection: Writable<Connection>): readonly ClientCopy[] {
	const { early = [] } = connection;
	delete connection.unanswered;
	delete connection.early;
	delete connection.unread;
	draft.index.early.delete(connection.connection);
	return early;
}

/** The client's CONNACK has arrived. Of two connections that overtook each other, this is the one that the broker kept. */
export function connected(draft: Draft, client: Writable<Client>, connection: string, accepted: NonNullable<Connection["accepted"]>): void {
	const edited = draft.edit("connections", connection);
	if (edited === undefined) return;
	edited.accepted = accepted;
	client.origin = edited.origin;
	// A client may send DISCONNECT before its CONNACK has come: then it is leaving, and stays so.
	if (client.phase.phase === "leaving" && client.phase.connection === connection) return;
	client.phase = { phase: "connected", connection, ...accepted };
}

/** True if an older connection of this client still stands: the CONNECT that would have taken it over was lost along with its own connection. */
export function goesOn(draft: Draft, client: Writable<Client>): boolean {
	const older = firstAccepted(acceptedOf(draft, client.clientId));
	if (older === null) return false;
	client.origin = older.origin;
	client.phase = { phase: "connected", connection: older.connection, ...older.accepted };
	return true;
}

type Accepted = Connection & { readonly accepted: NonNullable<Connection["accepted"]> };

function acceptedOf({ connections, index }: Draft, clientId: string): readonly Accepted[] {
	const own = [...(index.connections.get(clientId) ?? [])].map((name) => connections[name]);
	return own.filter((one): one is Accepted => one !== undefined && one.accepted !== null);
}

/**
 * A clean session ends with its connection, on this side too: nothing of the session is ever sent again [MQTT-3.1.2-6]. Not where the client
 * has sent a CONNECT without clean_session since, on another connection: then it keeps what it has.
 */
export function ends(draft: Draft, client: Writable<Client>, cleanSession: boolean): void {
	if (!cleanSession || !client.cleanSession) return;
	losesItsHalf(draft, client);
}

function losesItsHalf(draft: Draft, client: Writable<Client>): void {
	draft.index.halves.delete(client.clientId);
	for (const { message } of client.outgoing) lets(draft, message, "sender-discarded");
	client.outgoing = [];
	client.incoming = [];
}

/** There is one copy less of this message. gone: why nobody sends it again, if that was the last one and the broker has none. */
function lets(draft: Draft, message: string, gone: "sender-discarded" | "connection-refused" | null): void {
	oneLess(draft.index.copies, message);
	if (gone !== null) messages.senderDiscards(draft, message, gone);
	mayBeSettled(draft, message);
}

/** A sender keeps QoS 1 and 2 messages until they are acknowledged [MQTT-4.3.2-1, 4.3.3-1]. */
export function sends(draft: Draft, client: Writable<Client>, connection: string, fields: Publish): void {
	const { packetId, qos, message, attempt } = fields;
	const edited = draft.edit("connections", connection);
	const { unanswered } = edited ?? {};
	if (edited !== undefined && unanswered !== undefined) edited.unanswered = { ...unanswered, publishes: true };
	else client.publishes = true;
	if (packetId === null || qos === 0) return;
	const copy = { message, packetId, qos, awaits: qos === 1 ? ("PUBACK" as const) : ("PUBREC" as const), attempts: attempt };
	if (edited?.unanswered === undefined) return keeps(draft, client, copy);
	oneMore(draft.index.copies, message);
	const { early = [] } = edited;
	const places = earlyOf(draft.index, edited);
	// An id that is used again: as in keeps(), its sender keeps the newer one.
	const before = early[places.find(early, packetId, byPacketId)];
	edited.early = add(draft, take(draft, early, places, packetId, byPacketId), places, copy, packetId);
	if (before !== undefined) lets(draft, before.message, before.message === message ? null : "sender-discarded");
	const [oldest] = edited.early;
	if (oldest === undefined || edited.early.length <= LIMITS.outstandingNames) return;
	edited.early = take(draft, edited.early, places, oldest.packetId, byPacketId);
	lets(draft, oldest.message, null);
}

export function subscribes(draft: Draft, client: Writable<Client>, connection: string): void {
	const edited = draft.edit("connections", connection);
	if (edited?.unanswered === undefined) client.subscribes = true;
	else edited.unanswered = { ...edited.unanswered, subscribes: true };
}

function keeps(draft: Draft, client: Writable<Client>, copy: ClientCopy): void {
	const { outgoing } = halfOf(draft.index, client);
	const replaced = client.outgoing[outgoing.find(client.outgoing, copy.packetId, byPacketId)];
	client.outgoing = take(draft, client.outgoing, outgoing, copy.packetId, byPacketId);
	client.outgoing = add(draft, client.outgoing, outgoing, copy, copy.packetId);
	oneMore(draft.index.copies, copy.message);
	// A client that takes the id of an unacknowledged message for another one has given up that message.
	if (replaced !== undefined) lets(draft, replaced.message, replaced.message === copy.message ? null : "sender-discarded");
	if (client.outgoing.length > LIMITS.outstandingNames) isAcked(draft, client, (client.outgoing[0] as ClientCopy).packetId);
}

const byPacketId = ({ packetId }: { readonly packetId: number }) => packetId;

export function awaits(draft: Draft, client: Writable<Client>, packetId: number, next: "PUBCOMP"): void {
	const { outgoing } = halfOf(draft.index, client);
	client.outgoing = replace(draft, client.outgoing, outgoing, packetId, byPacketId, (copy) => ({ ...copy, awaits: next }));
}

/** PUBACK, PUBREC or PUBCOMP has arrived on this connection. */
export function acknowledged(draft: Draft, client: Writable<Client>, connection: string, type: UnreadAck["type"], packetId: number): void {
	const copy = client.outgoing[halfOf(draft.index, client).outgoing.find(client.outgoing, packetId, byPacketId)];
	if (copy === undefined) return;
	const { message } = copy;
	if (isRead(draft, client, connection))
		return type === "PUBREC" ? awaits(draft, client, packetId, "PUBCOMP") : isAcked(draft, client, packetId);
	const newer = client.phase.phase === "offline" ? undefined : draft.edit("connections", client.phase.connection);
	if (newer?.unanswered === undefined) return;
	const unread = draft.own(newer.unread ?? []) as UnreadAck[];
	unread.push({ type, packetId, message });
	if (unread.length > LIMITS.outstandingNames) unread.shift();
	newer.unread = unread;
}

/** The CONNECT of this connection has been turned away: the client with this id was on its older connection all the time. */
function readsAfterAll(draft: Draft, connection: Writable<Connection>): void {
	const { unread = [] } = connection;
	const client = unread.length === 0 ? undefined : clientOf(draft, connection.connection);
	if (client === undefined) return;
	delete connection.unread;
	for (const { type, packetId, message } of unread) {
		const copy = client.outgoing[halfOf(draft.index, client).outgoing.find(client.outgoing, packetId, byPacketId)];
		if (copy?.message !== message) continue;
		if (type === "PUBREC") awaits(draft, client, packetId, "PUBCOMP");
		else isAcked(draft, client, packetId);
	}
}

function isAcked(draft: Draft, client: Writable<Client>, packetId: number): void {
	const { outgoing } = halfOf(draft.index, client);
	const acked = client.outgoing[outgoing.find(client.outgoing, packetId, byPacketId)];
	if (acked === undefined) return;
	client.outgoing = take(draft, client.outgoing, outgoing, packetId, byPacketId);
	lets(draft, acked.message, null);
}

/** True if the application gets the message: a QoS 2 id that awaits its PUBREL is the same message again [MQTT-4.3.3-2]. */
export function receives(draft: Draft, client: Writable<Client>, fields: Publish, at: number): boolean {
	const { packetId, qos, message, kind, ordinal, topic, payload, retain, dup } = fields;
	if (qos === 2 && packetId !== null) {
		const { incoming } = halfOf(draft.index, client);
		if (incoming.has(packetId)) return false;
		client.incoming = add(draft, client.incoming, incoming, packetId, packetId);
		if (client.incoming.length > LIMITS.shownIds) releases(draft, client, client.incoming[0] as number);
	}
	const received = draft.own(client.received);
	received.push({ message, kind, ordinal, topic, payload, qos, retain, dup, at });
	if (received.length > LIMITS.receivedPerClient) received.shift();
	client.received = received;
	client.receivedCount += 1;
	return true;
}

/** PUBREL has reached the client: the next PUBLISH with this id is a new message [MQTT-4.3.3-2]. */
export function releases(draft: Draft, client: Writable<Client>, packetId: number): void {
	client.incoming = take(draft, client.incoming, halfOf(draft.index, client).incoming, packetId, (id) => id);
}
