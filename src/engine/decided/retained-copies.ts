import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage, SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import type { Held } from "./held.ts";

/** The retained messages that one SUBSCRIBE brings [MQTT-3.3.1-6, 3.8.4-3]. */
export type RetainedCopies = {
	/** Decides the fate of the next copy, or looks a little further for one; false when there is none. Between two calls anything may happen. */
	next(): boolean;
};

type Copy = { readonly message: PublishedMessage; readonly qos: QoS };

/** Topics that are looked at for one filter in one call. */
const LOOKED_AT = 128;

/** filters: those that were granted, each once: each counts as a SUBSCRIBE of its own [MQTT-3.8.4-4]. The copies are of what is retained now. */
export function openRetainedCopies(held: Held, session: SessionState, filters: ReadonlyMap<string, QoS>): RetainedCopies {
	const search = searchFor(held, filters);
	const { copies } = search;
	let at = 0;
	const isMore = () => at < copies.length || search.goesOn();
	return {
		next() {
			if (at === copies.length) {
				search.goOn();
				return isMore();
			}
			if (at === LIMITS.retainedPerSubscribe) {
				const says = `${LIMITS.retainedPerSubscribe} retained messages in answer to one SUBSCRIBE: the rest is not sent`;
				held.tell({ type: "limit.reached", limit: "retainedPerSubscribe", says, connection: session.connection });
				return false;
			}
			const { message, qos } = copies[at] as Copy;
			at += 1;
			held.deliveries.deliver(session, message, qos, "retained");
			return isMore();
		},
	};
}

/**
 * A hundred filters of a hundred levels, none of which matches any of a thousand topics, take half a second to look through. So only as many
 * are looked up as this turn has time for; for the others what is retained now is remembered, and looked through a little at a time.
 */
function searchFor({ retained, work }: Held, filters: ReadonlyMap<string, QoS>) {
	const copies: Copy[] = [];
	const left = [...filters];
	const isEnough = () => copies.length > LIMITS.retainedPerSubscribe;
	while (left.length > 0 && !isEnough() && !work.spent()) {
		const [filter, qos] = left.shift() as (typeof left)[number];
		for (const message of retained.matching(filter)) copies.push({ message, qos });
	}
	const all = left.length > 0 && !isEnough() ? retained.all() : [];
	let from = 0;
	return {
		copies,
		/** Whether something is left to look through. */
		goesOn: () => left.length > 0 && !isEnough(),
		goOn() {
			const [filter, qos] = left[0] ?? ["", 0];
			for (const message of all.slice(from, from + LOOKED_AT)) if (matches(filter, message.topic)) copies.push({ message, qos });
			from += LOOKED_AT;
			if (from < all.length) return;
			from = 0;
			left.shift();
		},
	};
}
