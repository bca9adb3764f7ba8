import type { Origin, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Draft, Writable } from "./draft.ts";
import { mayBeSettled } from "./forget.ts";
import { add, replace, take } from "./lists.ts";
import * as message from "./reduce-message.ts";
import type { Client, Connection } from "./world.ts";
import { halfOf, join, oneLess, oneMore } from "./world-index.ts";

type ClientCopy = Client["outgoing"][number];
type Connect = Extract<PacketFields, { type: "CONNECT" }>;
export type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** The client at the end of a connection, writable; undefined before its CONNECT. */
export function clientOf(draft: Draft, connection: string): Writable<Client> | undefined {
	const clientId = draft.connections[connection]?.clientId;
	return clientId == null ? undefined : draft.edit("clients", clientId);
}

export function connecting(draft: Draft, connection: string, fields: Connect, at: number): void {
	const edited = draft.edit("connections", connection);
	if (edited === undefined || edited.clientId !== null) return;
	edited.clientId = fields.clientId;
	edited.cleanSession = fields.cleanSession;
	if (fields.level !== undefined) edited.level = fields.level;
	join(draft.index.connections, fields.clientId, connection);
	const before = draft.clients[fields.clientId];
	const keeps = before !== undefined && !fields.cleanSession && !before.cleanSession && sameMemory(before.origin, edited.origin);
	if (before === undefined) draft.index.clients += 1;
	else if (!keeps) losesItsHalf(draft, before);
	draft.put("clients", fields.clientId, {
		clientId: fields.clientId,
		origin: edited.origin,
		phase: { phase: "connecting", connection, since: at },
		tookOver: null,
		cleanSession: fields.cleanSession,
		keepAlive: fields.keepAlive,
		outgoing: keeps ? before.outgoing : [],
		incoming: keeps ? before.incoming : [],
		received: before?.received ?? [],
		receivedCount: before?.receivedCount ?? 0,
		publishes: before?.publishes ?? false,
		subscribes: before?.subscribes ?? false,
	});
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
	const older = olderOf(draft, client.clientId);
	if (older === undefined || older.accepted === null) return false;
	client.origin = older.origin;
	client.phase = { phase: "connected", connection: older.connection, ...older.accepted };
	return true;
}

/** The connection of this client that was accepted first. */
function olderOf({ connections, index }: Draft, clientId: string): Connection | undefined {
	let older: Connection | undefined;
	for (const name of index.connections.get(clientId) ?? []) {
		const one = connections[name];
		if (one === undefined || one.accepted === null) continue;
		const [since, first] = [one.accepted.since, older?.accepted?.since ?? Number.POSITIVE_INFINITY];
		if (since < first || (since === first && name < (older?.connection ?? name))) older = one;
	}
	return older;
}

/**
 * A clean session ends with its connection, on this side too: nothing of the session is ever sent again [MQTT-3.1.2-6]. Not where the client
 * has sent a CONNECT without clean_session since, on another connection: then it keeps what it has.
 */
export function ends(draft: Draft, client: Writable<Client>, cleanSession: boolean): void {
	if (!cleanSession || !client.cleanSession) return;
	losesItsHalf(draft, client);
	client.outgoing = [];
	client.incoming = [];
}

function losesItsHalf(draft: Draft, client: Client): void {
	message.senderDiscards(draft, client.outgoing);
	draft.index.halves.delete(client.clientId);
	for (const copy of client.outgoing) lets(draft, copy.message);
}

/** The client keeps one copy less of this message. */
function lets(draft: Draft, message: string): void {
	oneLess(draft.index.copies, message);
	mayBeSettled(draft, message);
}

/** A clean connect throws the client's half away [MQTT-3.1.2-6]; another page, or the same page reloaded, never had that half. */
function sameMemory(before: Origin, now: Origin): boolean {
	return before.kind === "lab" ? now.kind === "lab" && before.page === now.page : now.kind === "guest";
}

/** A sender keeps QoS 1 and 2 messages until they are acknowledged [MQTT-4.3.2-1, 4.3.3-1]. */
export function sends(draft: Draft, client: Writable<Client>, fields: Publish): void {
	client.publishes = true;
	const { packetId, qos, message: name, attempt } = fields;
	if (packetId === null || qos === 0) return;
	const copy = { message: name, packetId, qos, awaits: qos === 1 ? ("PUBACK" as const) : ("PUBREC" as const), attempts: attempt };
	const { outgoing } = halfOf(draft.index, client);
	const replaced = client.outgoing[outgoing.find(client.outgoing, packetId, byPacketId)];
	isAcked(draft, client, packetId);
	// A client that takes the id of an unacknowledged message for another one has given up that message.
	if (replaced !== undefined && replaced.message !== name && !draft.index.copies.has(replaced.message))
		message.senderDiscards(draft, [replaced]);
	client.outgoing = add(draft, client.outgoing, outgoing, copy, packetId);
	oneMore(draft.index.copies, name);
	if (client.outgoing.length > LIMITS.outstandingNames) isAcked(draft, client, (client.outgoing[0] as ClientCopy).packetId);
}

const byPacketId = ({ packetId }: { readonly packetId: number }) => packetId;

export function awaits(draft: Draft, client: Writable<Client>, packetId: number, next: "PUBCOMP"): void {
	const { outgoing } = halfOf(draft.index, client);
	client.outgoing = replace(draft, client.outgoing, outgoing, packetId, byPacketId, (copy) => ({ ...copy, awaits: next }));
}

export function isAcked(draft: Draft, client: Writable<Client>, packetId: number): void {
	const { outgoing } = halfOf(draft.index, client);
	const acked = client.outgoing[outgoing.find(client.outgoing, packetId, byPacketId)];
	if (acked === undefined) return;
	client.outgoing = take(draft, client.outgoing, outgoing, packetId, byPacketId);
	lets(draft, acked.message);
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
