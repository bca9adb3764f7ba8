import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { PublishedMessage } from "#engine/session.ts";
import { NOBODYS, type ShareOf } from "#engine/share-of.ts";
import type { Work } from "#engine/work.ts";
import type { QoS } from "#mqtt/packet.ts";
import { openDeliveries } from "./deliveries.ts";
import type { Held } from "./held.ts";
import type { Outbox } from "./outbox.ts";
import { openRetained } from "./retained.ts";
import { openRetainedAnswers } from "./retained-answers.ts";
import { messageFrom, saveMessage, saveSession, sessionFrom } from "./saved.ts";
import { openSessionLife } from "./session-life.ts";
import type { SessionStore } from "./store.ts";
import { openSubscribing } from "./subscribing.ts";
import { openSubscriptions } from "./subscriptions.ts";

/** settings: asked at each decision, so that a change applies to what comes after it. */
export function openSessionStore(
	settings: () => BrokerSettings,
	tell: (fact: Fact) => void,
	outbox: Outbox,
	work: Pick<Work, "later" | "alone" | "spent">,
	shareOf: ShareOf = NOBODYS,
): SessionStore {
	const delivering = openDeliveries(settings, tell, outbox, work);
	const held: Held = {
		sessions: new Map(),
		online: new Map(),
		tree: openSubscriptions(),
		retained: openRetained(tell, shareOf),
		deliveries: delivering,
		answers: openRetainedAnswers(delivering, work, tell),
		settings,
		shareOf,
		tell,
		work,
	};
	const { sessions, online, tree, retained, deliveries, answers } = held;
	return {
		...openSessionLife(held),
		...openSubscribing(held),
		...openIncoming(held),
		...openKeeping(held),
		publish(message) {
			const { message: name, kind, ordinal, publisher, topic, qos, retain } = message;
			const { payload, payloadBytes } = message.preview;
			tell({ type: "publication.accepted", message: name, kind, ordinal, publisher, topic, payload, payloadBytes, qos, retain });
			if (retain) retained.published(message);
			// One delivery per session, at the highest QoS granted to any matching filter [MQTT-3.3.5-1].
			const granted = new Map<string, QoS>();
			tree.match(topic, (session, one) => granted.set(session, Math.max(one, granted.get(session) ?? 0) as QoS));
			for (const [clientId, one] of granted) {
				const session = sessions.get(clientId);
				if (session !== undefined) answers.deliver(session, message, one);
			}
		},
		acknowledged(connection, type, packetId) {
			const session = online.get(connection);
			return session === undefined ? null : deliveries.acknowledged(session, type, packetId);
		},
		sent: (connection, packetId) => online.get(connection)?.inflight.get(packetId)?.message.message ?? null,
		adjust() {
			for (const session of online.values()) deliveries.pump(session);
		},
		drained(connection) {
			const session = online.get(connection);
			if (session !== undefined) deliveries.pump(session);
		},
		persistentSessions: () => [...sessions.values()].filter((session) => !session.cleanSession).map((session) => session.session),
		sessions: () => sessions.values(),
		bytes: () => deliveries.waiting.bytes + retained.bytes,
		clear() {
			for (const session of sessions.values()) for (const filter of session.subscriptions.keys()) tree.remove(filter, session.session);
			sessions.clear();
			online.clear();
			retained.clear();
			deliveries.clear();
			answers.clear();
		},
	};
}

/** QoS 2 ids of publishers, held until their PUBREL [MQTT-4.3.3-2]. */
function openIncoming({ online, tell }: Held): Pick<SessionStore, "hold" | "letGo"> {
	return {
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
	};
}

function openKeeping({ sessions, online, tree, retained, deliveries, answers }: Held): Pick<SessionStore, "save" | "restore"> {
	return {
		save() {
			answers.finish();
			const messages = new Map<string, PublishedMessage>();
			for (const message of retained.all()) messages.set(message.message, message);
			for (const { queue, inflight } of sessions.values())
				for (const { message } of [...queue, ...inflight.values()]) messages.set(message.message, message);
			return {
				messages: [...messages.values()].map(saveMessage),
				sessions: [...sessions.values()].map(saveSession),
				order: tree.entries().map(([filter, clientId]) => [filter, clientId]),
				retained: retained.all().map(({ message }) => message),
				releases: deliveries.releases,
			};
		},
		restore(state) {
			const messages = new Map(state.messages.map((saved) => [saved.message, messageFrom(saved)]));
			const messageOf = (name: string) => {
				const message = messages.get(name);
				if (message === undefined) throw new Error(`a saved room without its message ${name}`);
				return message;
			};
			for (const saved of state.sessions) {
				const session = sessionFrom(saved, messageOf);
				sessions.set(session.session, session);
				if (session.connection !== null) online.set(session.connection, session);
			}
			for (const [filter, clientId] of state.order) {
				const qos = sessions.get(clientId)?.subscriptions.get(filter);
				if (qos !== undefined) tree.put(filter, clientId, qos);
			}
			retained.restore(state.retained.map(messageOf));
			deliveries.restore(state.releases, sessions.values());
		},
	};
}
