import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage, SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Held } from "./held.ts";

/** The retained messages that one SUBSCRIBE brings [MQTT-3.3.1-6, 3.8.4-3]. */
export type RetainedCopies = {
	/** Decides the fate of the next copy; false when there is none. Between two calls anything may happen. */
	next(): boolean;
};

type Copy = { readonly message: PublishedMessage; readonly qos: QoS };

/** filters: those that were granted, each once: each counts as a SUBSCRIBE of its own [MQTT-3.8.4-4]. The copies are of what is retained now. */
export function openRetainedCopies(held: Held, session: SessionState, filters: ReadonlyMap<string, QoS>): RetainedCopies {
	const copies = copiesFor(held, filters);
	let at = 0;
	return {
		next() {
			if (at === LIMITS.retainedPerSubscribe) {
				const says = `${LIMITS.retainedPerSubscribe} retained messages in answer to one SUBSCRIBE: the rest is not sent`;
				held.tell({ type: "limit.reached", limit: "retainedPerSubscribe", says, connection: session.connection });
				return false;
			}
			const copy = copies[at];
			if (copy === undefined) return false;
			at += 1;
			held.deliveries.deliver(session, copy.message, copy.qos, "retained");
			return at < copies.length;
		},
	};
}

/** One more than are sent, if there are more. */
function copiesFor({ retained }: Held, filters: ReadonlyMap<string, QoS>): readonly Copy[] {
	const copies: Copy[] = [];
	for (const [filter, qos] of filters) {
		for (const message of retained.matching(filter)) {
			copies.push({ message, qos });
			if (copies.length > LIMITS.retainedPerSubscribe) return copies;
		}
	}
	return copies;
}
