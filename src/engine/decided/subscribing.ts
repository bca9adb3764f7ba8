import { LIMITS } from "#contract/limits.ts";
import type { SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Held } from "./held.ts";
import type { SessionStore } from "./store.ts";

/** SUBSCRIBE and UNSUBSCRIBE [3.1.1 sections 3.8 to 3.11]. */
export function openSubscribing(held: Held): Pick<SessionStore, "granted" | "subscribe" | "unsubscribe"> {
	const { online, tree, tell } = held;
	return {
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
			sendRetained(held, session, accepted);
		},
		unsubscribe(connection, filters) {
			const session = online.get(connection);
			if (session === undefined) return;
			for (const filter of filters) {
				if (!session.subscriptions.delete(filter)) continue;
				tree.remove(filter, session.session);
				tell({ type: "subscription.removed", session: session.session, filter });
			}
		},
	};
}

function sendRetained({ retained, deliveries, tell }: Held, session: SessionState, filters: ReadonlyMap<string, QoS>): void {
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
}
