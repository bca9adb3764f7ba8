import { LIMITS } from "#contract/limits.ts";
import type { SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Held } from "./held.ts";

/** The retained messages that one SUBSCRIBE brings [MQTT-3.3.1-6, 3.8.4-3]. */
export type RetainedCopies = {
	/** Decides the fate of the next copy; false when there is none. Between two calls anything may happen. */
	next(): boolean;
};

/** filters: those that were granted, each once: each counts as a SUBSCRIBE of its own [MQTT-3.8.4-4]. */
export function openRetainedCopies(held: Held, session: SessionState, filters: ReadonlyMap<string, QoS>): RetainedCopies {
	const copies = copiesFor(held, session, filters);
	return { next: () => copies.next().done !== true };
}

/** Yields after each copy. */
function* copiesFor(held: Held, session: SessionState, filters: ReadonlyMap<string, QoS>): Generator<void> {
	const { retained, deliveries, tell } = held;
	let copies = 0;
	for (const [filter, qos] of filters) {
		for (const message of retained.matching(filter)) {
			if (!isAskedFor(held, session, filter)) break;
			// A message that has been replaced since was replaced by one that this session has already been sent.
			if (!retained.isKept(message)) continue;
			copies += 1;
			if (copies > LIMITS.retainedPerSubscribe) {
				const says = `${LIMITS.retainedPerSubscribe} retained messages in answer to one SUBSCRIBE: the rest is not sent`;
				return tell({ type: "limit.reached", limit: "retainedPerSubscribe", says, connection: session.connection });
			}
			deliveries.deliver(session, message, qos, "retained");
			yield;
		}
	}
}

/** Whether the session still exists and has this filter [MQTT-3.10.4-2]. */
function isAskedFor({ sessions }: Held, session: SessionState, filter: string): boolean {
	return sessions.get(session.session) === session && session.subscriptions.has(filter);
}
