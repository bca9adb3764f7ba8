import type { CloseReason, EndReason, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { DROPPED_BY } from "#engine/decided/session.ts";
import { printOf } from "#engine/names.ts";
import type { FilterRequest, Packet, QoS } from "#mqtt/packet.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
type Sent = { readonly delivery: string; readonly named: Named; readonly qos: 1 | 2; attempt: number };
type Seen = {
	readonly session: string;
	readonly cleanSession: boolean;
	connection: string | null;
	/** What had been published when it connected; what comes of that has waited. */
	since: number;
	readonly filters: Map<string, QoS>;
	readonly inflight: Map<number, Sent>;
	readonly incoming: Set<number>;
	/** Messages that it has been sent, oldest first. */
	readonly had: Set<string>;
};
type Published = { readonly named: Named; readonly number: number };

/**
 * As Aedes ships, its store cannot be looked into. This tells what the packets on the wires show of it: sessions by CONNACK, subscriptions by
 * SUBACK, deliveries by PUBLISH. A PUBLISH names no message: the oldest with this topic and payload that this client has not had is taken for it.
 */
export type Observer = {
	connected(clientId: string, cleanSession: boolean, connection: string, sessionPresent: boolean): void;
	left(connection: string, reason: CloseReason): void;
	granted(connection: string, filters: readonly FilterRequest[], returnCodes: readonly number[]): void;
	unsubscribed(connection: string, filters: readonly string[]): void;
	/** A PUBLISH or a will has reached Aedes. */
	published(named: Named, topic: string, payload: Uint8Array, retain: boolean): void;
	/** What is known of it: sessions, topics with a retained message, filters of one connection's session. */
	sessions(): number;
	retained(): number;
	subscriptions(connection: string): number;
	isPublished(message: string): boolean;
	/** PUBREC goes out: it holds this id [MQTT-4.3.3-2]. */
	held(connection: string, packetId: number, message: string): void;
	letGo(connection: string, packetId: number): void;
	/** Aedes sends this. packet: the name under which it enters the wire. */
	sends(connection: string, packet: string, publish: Publish): { readonly named: Named; readonly attempt: number };
	acknowledged(connection: string, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): void;
	sent(connection: string, packetId: number): string | null;
	persistentSessions(): string[];
	/** Which sessions were seen; restore() takes it. */
	save(): { session: string; cleanSession: boolean; connection: string | null }[];
	restore(saved: readonly { readonly session: string; readonly cleanSession: boolean; readonly connection: string | null }[]): void;
	/** Another broker: what was seen is no more. */
	restart(): void;
	clear(): void;
};

/** nameOf: a name for a PUBLISH that no client sent ($SYS). */
export function openObserver(tell: (fact: Fact) => void, nameOf: (publish: Publish) => Named): Observer {
	const sessions = new Map<string, Seen>();
	const online = new Map<string, Seen>();
	const byPrint = new Map<string, Published[]>();
	const known = new Set<string>();
	const retained = new Set<string>();
	let deliveries = 0;
	let publications = 0;

	const end = (seen: Seen, reason: EndReason) => {
		// Where CONNACK alone says so, Aedes may still send what it has.
		if (reason !== "not-present") {
			for (const { delivery, named, qos } of seen.inflight.values())
				tell({ type: "delivery.dropped", delivery, message: named.message, session: seen.session, qos, reason: DROPPED_BY[reason] });
		}
		sessions.delete(seen.session);
		tell({ type: "session.discarded", session: seen.session, reason });
	};
	const find = (seen: Seen, publish: Publish): Published => {
		const same = byPrint.get(keyOf(publish.topic, publish.payload));
		const found = same?.find(({ named }) => !seen.had.has(named.message)) ?? same?.at(-1);
		if (found !== undefined) return found;
		const named = nameOf(publish);
		note(named, publish.topic, publish.payload);
		return { named, number: publications };
	};
	const note = (named: Named, topic: string, payload: Uint8Array) => {
		publications += 1;
		remember(known, named.message);
		const key = keyOf(topic, payload);
		byPrint.set(key, [...(byPrint.get(key) ?? []), { named, number: publications }].slice(-LIMITS.burst));
		if (byPrint.size > LIMITS.outstandingNames) byPrint.delete(byPrint.keys().next().value as string);
	};
	const begin = (session: string, cleanSession: boolean, connection: string) => {
		const seen = newSeen(session, cleanSession, connection, publications);
		sessions.set(session, seen);
		tell({ type: "session.created", session, connection, cleanSession });
		if (sessions.size <= LIMITS.sessions) return seen;
		for (const other of sessions.values())
			if (other.connection === null) {
				end(other, "limit");
				break;
			}
		return seen;
	};

	return {
		connected(clientId, cleanSession, connection, sessionPresent) {
			const before = sessions.get(clientId);
			if (before !== undefined && sessionPresent) {
				Object.assign(before, { connection, since: publications });
				online.set(connection, before);
				return tell({ type: "session.resumed", session: clientId, connection });
			}
			if (before !== undefined) end(before, cleanSession ? "clean-connect" : "not-present");
			online.set(connection, begin(clientId, cleanSession, connection));
		},
		left(connection, reason) {
			const seen = online.get(connection);
			if (seen === undefined) return;
			online.delete(connection);
			// At a takeover Aedes answers the newer connection first.
			if (seen.connection !== connection || sessions.get(seen.session) !== seen) return;
			seen.connection = null;
			if (seen.cleanSession) end(seen, "connection-closed");
			else tell({ type: "session.offline", session: seen.session, reason, expiresInMs: null });
		},
		granted(connection, filters, returnCodes) {
			const seen = online.get(connection);
			if (seen === undefined) return;
			for (const [index, { filter }] of filters.entries()) {
				const code = returnCodes[index];
				if (code === 0 || code === 1 || code === 2) {
					const type = seen.filters.has(filter) ? "subscription.replaced" : "subscription.added";
					seen.filters.set(filter, code);
					tell({ type, session: seen.session, filter, qos: code });
				} else if (code !== undefined) tell({ type: "subscription.refused", session: seen.session, filter });
			}
		},
		unsubscribed(connection, filters) {
			const seen = online.get(connection);
			for (const filter of filters) if (seen?.filters.delete(filter)) tell({ type: "subscription.removed", session: seen.session, filter });
		},
		published(named, topic, payload, retain) {
			note(named, topic, payload);
			if (retain && payload.length === 0) retained.delete(topic);
			else if (retain) retained.add(topic);
		},
		sessions: () => sessions.size,
		retained: () => retained.size,
		subscriptions: (connection) => online.get(connection)?.filters.size ?? 0,
		isPublished: (message) => known.has(message),
		held(connection, packetId, message) {
			const seen = online.get(connection);
			if (seen === undefined || seen.incoming.has(packetId)) return;
			seen.incoming.add(packetId);
			tell({ type: "incoming.held", session: seen.session, packetId, message });
		},
		letGo(connection, packetId) {
			const seen = online.get(connection);
			if (seen?.incoming.delete(packetId)) tell({ type: "incoming.released", session: seen.session, packetId });
		},
		sends(connection, packet, publish) {
			const seen = online.get(connection);
			if (seen === undefined) return { named: nameOf(publish), attempt: 1 };
			const { qos, packetId, dup, retain } = publish;
			const open = packetId === null ? undefined : seen.inflight.get(packetId);
			// The same id again before its acknowledgement is the same delivery, whatever its DUP says.
			const found = open === undefined ? find(seen, publish) : { named: open.named, number: seen.since };
			const attempt = (open?.attempt ?? 0) + 1;
			deliveries += open === undefined ? 1 : 0;
			const delivery = open?.delivery ?? `d${deliveries}`;
			const { message } = found.named;
			remember(seen.had, message);
			if (packetId !== null && qos > 0) seen.inflight.set(packetId, { delivery, named: found.named, qos: qos as 1 | 2, attempt });
			const from = retain ? "retained" : found.number <= seen.since ? "queue" : "live";
			tell({ type: "delivery.sent", delivery, message, session: seen.session, qos, packet, packetId, dup, attempt, from });
			return { named: found.named, attempt };
		},
		acknowledged(connection, type, packetId) {
			const seen = online.get(connection);
			const one = seen?.inflight.get(packetId);
			if (seen === undefined || one === undefined) return;
			const { delivery } = one;
			const { message } = one.named;
			if (type === "PUBREC") return tell({ type: "delivery.released", delivery, message, session: seen.session, packetId });
			seen.inflight.delete(packetId);
			tell({ type: "delivery.acked", delivery, message, session: seen.session, packetId });
		},
		sent: (connection, packetId) => online.get(connection)?.inflight.get(packetId)?.named.message ?? null,
		persistentSessions: () => [...sessions.values()].filter((seen) => !seen.cleanSession).map((seen) => seen.session),
		save: () => [...sessions.values()].map(({ session, cleanSession, connection }) => ({ session, cleanSession, connection })),
		restore(saved) {
			for (const { session, cleanSession, connection } of saved) {
				const seen = newSeen(session, cleanSession, connection, publications);
				sessions.set(session, seen);
				if (connection !== null) online.set(connection, seen);
			}
		},
		restart() {
			for (const seen of [...sessions.values()]) end(seen, "restart");
			online.clear();
			byPrint.clear();
			known.clear();
			retained.clear();
		},
		clear() {
			sessions.clear();
			online.clear();
			byPrint.clear();
			known.clear();
			retained.clear();
			deliveries = 0;
			publications = 0;
		},
	};
}

function newSeen(session: string, cleanSession: boolean, connection: string | null, since: number): Seen {
	return { session, cleanSession, connection, since, filters: new Map(), inflight: new Map(), incoming: new Set(), had: new Set() };
}

/** Bounded: the oldest is forgotten. */
function remember(names: Set<string>, name: string): void {
	names.add(name);
	if (names.size > LIMITS.outstandingNames) names.delete(names.values().next().value as string);
}

function keyOf(topic: string, payload: Uint8Array): string {
	return `${printOf(payload)} ${topic}`;
}
