import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { BrokerRoom } from "#engine/broker-port.ts";
import type { SavedSeen } from "#engine/state.ts";
import type { FilterRequest, Packet } from "#mqtt/packet.ts";
import { levelsOf, matches } from "#mqtt/topic.ts";
import { endSeen, newSeen, type SeenAll, type SeenSession, saveSeen } from "./seen.ts";
import { openSeenMessages, type Taken } from "./seen-messages.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;

/**
 * The store of stock Aedes cannot be looked into. The observer tells what the packets on the wires show of it: sessions by CONNACK,
 * subscriptions by SUBACK, deliveries by PUBLISH. A PUBLISH does not name its message, so it is taken for the oldest message with this
 * topic and payload that this client has not had.
 */
export type Observer = {
	connected(clientId: string, cleanSession: boolean, connection: string, sessionPresent: boolean): void;
	left(connection: string, reason: CloseReason): void;
	/** A SUBSCRIBE has reached the broker. */
	asks(connection: string, filters: readonly string[]): void;
	granted(connection: string, filters: readonly FilterRequest[], returnCodes: readonly number[]): void;
	unsubscribed(connection: string, filters: readonly string[]): void;
	/** A PUBLISH or a will has reached the broker. */
	published(named: Named, topic: string, payload: Uint8Array, retain: boolean): void;
	/** What is known of the broker: its sessions, and how many topics have a retained message, with how many levels together. */
	sessions(): number;
	hasSession(clientId: string): boolean;
	retained(): { readonly topics: number; readonly levels: number };
	isPublished(message: string): boolean;
	/** PUBREC goes out: the broker holds this id [MQTT-4.3.3-2]. */
	held(connection: string, packetId: number, message: string): void;
	letGo(connection: string, packetId: number): void;
	/** Aedes sends this PUBLISH. packet: the name under which it enters the wire. */
	sends(connection: string, packet: string, publish: Publish): { readonly named: Named; readonly attempt: number };
	acknowledged(connection: string, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): void;
	sent(connection: string, packetId: number): string | null;
	persistentSessions(): string[];
	/** Which sessions were seen; restore() takes this list. */
	save(): SavedSeen[];
	restore(saved: readonly SavedSeen[]): void;
	/** A different broker: what was seen no longer exists. A session in each step. */
	restart(): Generator;
	clear(): void;
};

/** nameOf: a name for a PUBLISH that no client sent ($SYS). */
export function openObserver(
	{ tell, deliveryName }: Pick<BrokerRoom, "tell" | "deliveryName">,
	nameOf: (publish: Publish) => Named,
): Observer {
	const all: SeenAll = { sessions: new Map(), online: new Map(), messages: openSeenMessages(), tell };
	const { sessions, online, messages } = all;
	const retained = openTopics();
	return {
		...openSessions(all),
		...openSubscriptions(all),
		...openHandshakes(all),
		...openSendings(all, nameOf, deliveryName),
		published(named, topic, payload, retain) {
			messages.note(named, topic, payload);
			if (retain && payload.length === 0) retained.delete(topic);
			else if (retain) retained.add(topic);
		},
		sessions: () => sessions.size,
		hasSession: (clientId) => sessions.has(clientId),
		retained: retained.count,
		isPublished: messages.isKnown,
		persistentSessions: () => [...sessions.values()].filter((seen) => !seen.cleanSession).map((seen) => seen.session),
		save: () => [...sessions.values()].map(saveSeen),
		restore(saved) {
			for (const { session, cleanSession, connection, inflight } of saved) {
				const seen = newSeen(session, cleanSession, connection, messages.count);
				for (const { packetId, ...sent } of inflight) seen.inflight.set(packetId, sent);
				sessions.set(session, seen);
				if (connection !== null) online.set(connection, seen);
			}
		},
		clear() {
			sessions.clear();
			online.clear();
			messages.clear();
			retained.clear();
		},
		*restart() {
			for (const seen of [...sessions.values()]) {
				if (sessions.get(seen.session) !== seen) continue; // the room was cleared in the meantime
				endSeen(all, seen, "restart");
				yield;
			}
			online.clear();
			messages.forget();
			retained.clear();
		},
	};
}

function openTopics() {
	const topics = new Set<string>();
	let levels = 0;
	return {
		add(topic: string) {
			if (!topics.has(topic)) levels += levelsOf(topic);
			topics.add(topic);
		},
		delete(topic: string) {
			if (topics.delete(topic)) levels -= levelsOf(topic);
		},
		clear() {
			topics.clear();
			levels = 0;
		},
		count: () => ({ topics: topics.size, levels }),
	};
}

function openSessions(all: SeenAll): Pick<Observer, "connected" | "left"> {
	const { sessions, online, messages, tell } = all;
	const begin = (session: string, cleanSession: boolean, connection: string) => {
		const seen = newSeen(session, cleanSession, connection, messages.count);
		sessions.set(session, seen);
		tell({ type: "session.created", session, connection, cleanSession });
		return seen;
	};
	return {
		connected(clientId, cleanSession, connection, sessionPresent) {
			const before = sessions.get(clientId);
			if (before !== undefined && sessionPresent) {
				before.connection = connection;
				before.since = messages.count;
				before.asked.clear();
				online.set(connection, before);
				return tell({ type: "session.resumed", session: clientId, connection });
			}
			if (before !== undefined) endSeen(all, before, cleanSession ? "clean-connect" : "not-present");
			online.set(connection, begin(clientId, cleanSession, connection));
		},
		left(connection, reason) {
			const seen = online.get(connection);
			if (seen === undefined) return;
			online.delete(connection);
			// At a takeover, Aedes answers the newer connection first.
			if (seen.connection !== connection || sessions.get(seen.session) !== seen) return;
			seen.connection = null;
			seen.left = messages.count;
			if (seen.cleanSession) endSeen(all, seen, "connection-closed");
			else tell({ type: "session.offline", session: seen.session, reason, expiresInMs: null });
		},
	};
}

export function openSubscriptions({ online, messages, tell }: SeenAll): Pick<Observer, "asks" | "granted" | "unsubscribed"> {
	return {
		asks(connection, filters) {
			const asked = online.get(connection)?.asked;
			if (asked === undefined) return;
			for (const filter of filters) {
				asked.delete(filter);
				asked.set(filter, messages.count);
				// What is retained may still come behind an UNSUBACK; for what was asked for that long ago it has come.
				if (asked.size > 2 * LIMITS.subscriptionsPerSession) asked.delete(asked.keys().next().value as string);
			}
		},
		granted(connection, filters, returnCodes) {
			const seen = online.get(connection);
			if (seen === undefined) return;
			// Stock Aedes takes a filter that is named twice as one, and answers it with one code; by the standard there is a code for each.
			const distinct = new Map(filters.map(({ filter }, index) => [filter, index]));
			const inOrder = returnCodes.length < filters.length;
			let place = 0;
			for (const [filter, last] of distinct) {
				const code = returnCodes[inOrder ? place : last];
				place += 1;
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
	};
}

/** QoS 2 ids of publishers. */
function openHandshakes({ online, tell }: SeenAll): Pick<Observer, "held" | "letGo"> {
	return {
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
	};
}

/**
 * Whether a PUBLISH with RETAIN is the copy that a SUBSCRIBE brings [MQTT-3.3.1-6]. Stock Aedes sets RETAIN on others too: on what waited in a
 * queue, and on wills.
 */
function isForSubscribe({ asked, filters, since, left }: SeenSession, { topic, qos }: Publish, { number, again }: Taken): boolean {
	const isAsked = [...asked].some(([filter, published]) => number <= published && matches(filter, topic));
	const isAway = left !== null && left < number && number <= since;
	const hasWaited = isAway && !again && qos > 0 && [...filters.keys()].some((filter) => matches(filter, topic));
	return isAsked && !hasWaited;
}

function openSendings(
	{ online, messages, tell }: SeenAll,
	nameOf: (publish: Publish) => Named,
	deliveryName: () => string,
): Pick<Observer, "sends" | "acknowledged" | "sent"> {
	const take = ({ had }: SeenSession, { topic, payload }: Publish) => messages.take(topic, payload, had);
	const find = (seen: SeenSession, publish: Publish): Taken => {
		const known = take(seen, publish);
		if (known !== undefined) return known;
		const own = messages.note(nameOf(publish), publish.topic, publish.payload);
		take(seen, publish);
		return { ...own, again: false };
	};
	return {
		sends(connection, packet, publish) {
			const seen = online.get(connection);
			if (seen === undefined) return { named: nameOf(publish), attempt: 1 };
			const { qos, packetId, dup, retain } = publish;
			const open = packetId === null ? undefined : seen.inflight.get(packetId);
			// The same id again before its acknowledgement is the same delivery, whatever the DUP flag says.
			const found = open === undefined ? find(seen, publish) : { named: open.named, number: seen.since, again: true };
			const attempt = (open?.attempt ?? 0) + 1;
			const delivery = open?.delivery ?? deliveryName();
			const { message } = found.named;
			if (packetId !== null && qos > 0) seen.inflight.set(packetId, { delivery, named: found.named, qos: qos as 1 | 2, attempt });
			// What is sent again comes from the session, whatever has been asked for since.
			const isAsked = open === undefined && retain && isForSubscribe(seen, publish, found);
			// At QoS 0, Aedes keeps nothing for later.
			const from = isAsked ? "retained" : qos > 0 && found.number <= seen.since ? "queue" : "live";
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
	};
}
