import type { CloseReason, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { previewOf } from "#engine/fields.ts";
import { openFilterTree } from "#mqtt/filter-tree.ts";
import type { FilterRequest, QoS } from "#mqtt/packet.ts";
import { type Outbox, openDeliveries } from "./deliveries.ts";
import { openRetained } from "./retained.ts";
import { DROPPED_BY, type Message, newSession, type SessionState } from "./session.ts";

/**
 * Decides the fate of every message for every session: pure, synchronous, bounded. It is told what crosses the wires, tells facts, and sends
 * through the outbox. Never called from inside itself (see turn.ts).
 */
export type SessionStore = {
	/** CONNACK 0 is going out. Returns session present [MQTT-3.2.2-1 to -3]. */
	open(clientId: string, cleanSession: boolean, connection: string): boolean;
	/** The CONNACK is on its way: what is unacknowledged goes again, then the queue [MQTT-4.4.0-1]. */
	resume(connection: string): void;
	/** The connection ended. */
	leave(connection: string, reason: CloseReason): void;
	/** The return code for each filter, in order [MQTT-3.9.3-1]. */
	granted(connection: string, filters: readonly FilterRequest[]): number[];
	/** The SUBACK is on its way. */
	subscribe(connection: string, filters: readonly FilterRequest[], returnCodes: readonly number[]): void;
	unsubscribe(connection: string, filters: readonly string[]): void;
	/** A PUBLISH at QoS 2 has arrived. False if this id is being held: the same message again [MQTT-4.3.3-2]; null if too many are. */
	hold(connection: string, packetId: number, message: string): boolean | null;
	/** Its PUBREL has arrived. */
	letGo(connection: string, packetId: number): void;
	publish(message: Message): void;
	acknowledged(connection: string, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): void;
	/** The message sent to this connection under this id. */
	sent(connection: string, packetId: number): string | null;
	/** The settings have changed: a wider window lets go what waited for it. */
	adjust(): void;
	/** The wire of this connection was crowded, and has emptied. */
	drained(connection: string): void;
	/** Its client has been away for too long (persistent_client_expiration). */
	expire(clientId: string): void;
	/** The broker starts anew; no connection is left. Without persistence sessions, queues and retained messages are gone. */
	restart(persistence: boolean): void;
	persistentSessions(): string[];
	/** What it holds, to look at. */
	sessions(): Iterable<Readonly<SessionState>>;
	clear(): void;
};

/** settings: asked at each decision, so that a change holds for what comes after it. */
export function openSessionStore(settings: () => BrokerSettings, tell: (fact: Fact) => void, outbox: Outbox): SessionStore {
	const sessions = new Map<string, SessionState>();
	const online = new Map<string, SessionState>();
	const tree = openFilterTree<QoS>();
	const retained = openRetained(tell);
	const deliveries = openDeliveries(settings, tell, outbox);

	const discard = (session: SessionState, reason: keyof typeof DROPPED_BY) => {
		deliveries.dropAll(session, DROPPED_BY[reason]);
		for (const filter of session.subscriptions.keys()) tree.remove(filter, session.session);
		sessions.delete(session.session);
		tell({ type: "session.discarded", session: session.session, reason });
	};
	const makeRoom = () => {
		if (sessions.size < LIMITS.sessions) return;
		for (const session of sessions.values()) {
			if (session.connection !== null) continue;
			const says = `${LIMITS.sessions} sessions: the oldest offline one, ${session.session}, is discarded`;
			tell({ type: "limit.reached", limit: "sessions", says, connection: null });
			return discard(session, "limit");
		}
	};
	const sendRetained = (session: SessionState, filters: ReadonlyMap<string, QoS>) => {
		let copies = 0;
		for (const [filter, qos] of filters) {
			for (const message of retained.matching(filter)) {
				copies += 1;
				if (copies > LIMITS.retainedPerSubscribe) {
					const says = `${LIMITS.retainedPerSubscribe} retained messages in answer to one SUBSCRIBE: the rest is not sent`;
					return tell({ type: "limit.reached", limit: "retainedPerSubscribe", says, connection: session.connection });
				}
				deliveries.deliver(session, message, qos, "retained");
			}
		}
	};
	const removeFilter = (session: SessionState, filter: string) => {
		if (!session.subscriptions.delete(filter)) return;
		tree.remove(filter, session.session);
		tell({ type: "subscription.removed", session: session.session, filter });
	};

	return {
		open(clientId, cleanSession, connection) {
			const before = sessions.get(clientId);
			if (before !== undefined && !cleanSession && !before.cleanSession) {
				before.connection = connection;
				online.set(connection, before);
				tell({ type: "session.resumed", session: clientId, connection });
				return true;
			}
			if (before !== undefined) discard(before, "clean-connect");
			makeRoom();
			const session = newSession(clientId, cleanSession, connection);
			sessions.set(clientId, session);
			online.set(connection, session);
			tell({ type: "session.created", session: clientId, connection, cleanSession });
			return false;
		},
		resume(connection) {
			const session = online.get(connection);
			if (session !== undefined) deliveries.resume(session);
		},
		leave(connection, reason) {
			const session = online.get(connection);
			if (session === undefined) return;
			online.delete(connection);
			session.connection = null;
			// A clean session ends with its connection [MQTT-3.1.2-6].
			if (session.cleanSession) return discard(session, "connection-closed");
			const seconds = settings().persistentClientExpiration;
			tell({ type: "session.offline", session: session.session, reason, expiresInMs: seconds === null ? null : seconds * 1_000 });
		},
		granted(connection, filters) {
			const have = online.get(connection)?.subscriptions;
			const known = new Set(have?.keys());
			return filters.map(({ filter, qos }) => {
				if (!known.has(filter) && known.size >= LIMITS.subscriptionsPerSession) return 0x80;
				known.add(filter);
				return qos;
			});
		},
		subscribe(connection, filters, returnCodes) {
			const session = online.get(connection);
			if (session === undefined) return;
			for (const [index, { filter, qos }] of filters.entries()) {
				if (returnCodes[index] === 0x80) {
					tell({ type: "subscription.refused", session: session.session, filter });
					continue;
				}
				const type = session.subscriptions.has(filter) ? "subscription.replaced" : "subscription.added";
				session.subscriptions.set(filter, qos);
				tree.put(filter, session.session, qos);
				tell({ type, session: session.session, filter, qos });
			}
			// Each accepted filter counts as a SUBSCRIBE of its own [MQTT-3.8.4-3, -4; 3.3.1-6].
			const accepted = new Map(filters.filter((_, index) => returnCodes[index] !== 0x80).map(({ filter, qos }) => [filter, qos]));
			sendRetained(session, accepted);
		},
		unsubscribe(connection, filters) {
			const session = online.get(connection);
			if (session !== undefined) for (const filter of filters) removeFilter(session, filter);
		},
		hold(connection, packetId, message) {
			const session = online.get(connection);
			if (session === undefined) return true;
			if (session.incoming.has(packetId)) return false;
			if (session.incoming.size >= LIMITS.incomingIds) return null;
			session.incoming.set(packetId, message);
			tell({ type: "incoming.held", session: session.session, packetId, message });
			return true;
		},
		letGo(connection, packetId) {
			const session = online.get(connection);
			if (session?.incoming.delete(packetId)) tell({ type: "incoming.released", session: session.session, packetId });
		},
		publish(message) {
			const { message: name, kind, ordinal, publisher, topic, qos, retain } = message;
			const { payload, payloadBytes } = previewOf(message.payload);
			tell({ type: "publication.accepted", message: name, kind, ordinal, publisher, topic, payload, payloadBytes, qos, retain });
			if (retain) retained.published(message);
			// One delivery per session, at the highest QoS granted to a filter that matches [MQTT-3.3.5-1].
			const granted = new Map<string, QoS>();
			tree.match(topic, (session, one) => granted.set(session, Math.max(one, granted.get(session) ?? 0) as QoS));
			for (const [clientId, one] of granted) {
				const session = sessions.get(clientId);
				if (session !== undefined) deliveries.deliver(session, message, one, "live");
			}
		},
		acknowledged(connection, type, packetId) {
			const session = online.get(connection);
			if (session !== undefined) deliveries.acknowledged(session, type, packetId);
		},
		sent(connection, packetId) {
			return online.get(connection)?.inflight.get(packetId)?.message.message ?? null;
		},
		adjust() {
			for (const session of online.values()) deliveries.pump(session);
		},
		drained(connection) {
			const session = online.get(connection);
			if (session !== undefined) deliveries.pump(session);
		},
		expire(clientId) {
			const session = sessions.get(clientId);
			if (session !== undefined && session.connection === null) discard(session, "expired");
		},
		restart(persistence) {
			if (persistence) return;
			for (const session of [...sessions.values()]) discard(session, "restart");
			retained.clear();
		},
		persistentSessions: () => [...sessions.values()].filter((session) => !session.cleanSession).map((session) => session.session),
		sessions: () => sessions.values(),
		clear() {
			for (const session of sessions.values()) for (const filter of session.subscriptions.keys()) tree.remove(filter, session.session);
			sessions.clear();
			online.clear();
			retained.clear();
			deliveries.clear();
		},
	};
}
