import type { Origin, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Draft, Writable } from "./draft.ts";
import * as message from "./reduce-message.ts";
import type { Client, Connection } from "./world.ts";

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
	const before = draft.clients[fields.clientId];
	const keeps = before !== undefined && !fields.cleanSession && !before.cleanSession && sameMemory(before.origin, edited.origin);
	if (before !== undefined && !keeps) message.senderDiscards(draft, before, at);
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
	client.phase = { phase: "connected", connection, ...accepted };
}

/** True if an older connection of this client still stands: the CONNECT that would have taken it over was lost along with its own connection. */
export function goesOn(draft: Draft, client: Writable<Client>): boolean {
	const older = Object.values(draft.connections).find(({ clientId, accepted }) => clientId === client.clientId && accepted !== null);
	if (older === undefined || older.accepted === null) return false;
	client.origin = older.origin;
	client.cleanSession = draft.sessions[client.clientId]?.cleanSession ?? client.cleanSession;
	client.phase = { phase: "connected", connection: older.connection, ...older.accepted };
	return true;
}

/** A clean session ends with its connection, on this side too: nothing of the session is ever sent again [MQTT-3.1.2-6]. */
export function ends(draft: Draft, client: Writable<Client>, at: number): void {
	if (!client.cleanSession) return;
	message.senderDiscards(draft, client, at);
	client.outgoing = [];
	client.incoming = [];
}

/** A clean connect throws the client's half away [MQTT-3.1.2-6]; another page, or the same page reloaded, never had that half. */
function sameMemory(before: Origin, now: Origin): boolean {
	return before.kind === "lab" ? now.kind === "lab" && before.page === now.page : now.kind === "guest";
}

/** A sender keeps QoS 1 and 2 messages until they are acknowledged [MQTT-4.3.2-1, 4.3.3-1]. */
export function sends(draft: Draft, client: Writable<Client>, fields: Publish): void {
	client.publishes = true;
	const { packetId, qos, message, attempt } = fields;
	if (packetId === null || qos === 0) return;
	const copy = { message, packetId, qos, awaits: qos === 1 ? ("PUBACK" as const) : ("PUBREC" as const), attempts: attempt };
	const outgoing = draft.own(client.outgoing);
	const before = outgoing.findIndex((other) => other.packetId === packetId);
	if (before !== -1) outgoing.splice(before, 1);
	outgoing.push(copy);
	client.outgoing = outgoing;
}

export function awaits(draft: Draft, client: Writable<Client>, packetId: number, next: "PUBCOMP"): void {
	const at = client.outgoing.findIndex((copy) => copy.packetId === packetId);
	if (at === -1) return;
	const outgoing = draft.own(client.outgoing);
	outgoing[at] = { ...(outgoing[at] as Client["outgoing"][number]), awaits: next };
	client.outgoing = outgoing;
}

export function isAcked(draft: Draft, client: Writable<Client>, packetId: number): void {
	const at = client.outgoing.findIndex((copy) => copy.packetId === packetId);
	if (at === -1) return;
	const outgoing = draft.own(client.outgoing);
	outgoing.splice(at, 1);
	client.outgoing = outgoing;
}

/** True if the application gets the message: a QoS 2 id that awaits its PUBREL is the same message again [MQTT-4.3.3-2]. */
export function receives(draft: Draft, client: Writable<Client>, fields: Publish, at: number): boolean {
	const { packetId, qos, message, kind, ordinal, topic, payload, retain, dup } = fields;
	if (qos === 2 && packetId !== null) {
		if (client.incoming.includes(packetId)) return false;
		const incoming = draft.own(client.incoming);
		incoming.push(packetId);
		client.incoming = incoming;
	}
	const received = draft.own(client.received);
	received.push({ message, kind, ordinal, topic, payload, qos, retain, dup, at });
	if (received.length > LIMITS.receivedPerClient) received.shift();
	client.received = received;
	client.receivedCount += 1;
	return true;
}
