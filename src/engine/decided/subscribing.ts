import { Buffer } from "node:buffer";
import type { EventOf, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import { openBound } from "./bound.ts";
import type { Held } from "./held.ts";
import { openRetainedCopies } from "./retained-copies.ts";
import type { SessionStore } from "./store.ts";

/** A filter is not granted [MQTT-3.9.3-2]. */
export const REFUSED = 0x80;

/** SUBSCRIBE and UNSUBSCRIBE [3.1.1 sections 3.8 to 3.11]. A packet of 256 KB can name 65,000 filters; what is done and told for it is bounded. */
export function openSubscribing(held: Held): Pick<SessionStore, "granted" | "subscribe" | "afterwards" | "unsubscribe"> {
	const { online, tree, tell } = held;
	/** Bytes of filters that are left for this session. */
	const leftFor = (session: SessionState | undefined) => {
		const share = session === undefined ? null : held.shareOf(session.session);
		return Math.min(
			LIMITS.subscriptionBytes - tree.bytes,
			share === null ? Number.POSITIVE_INFINITY : LIMITS.filterBytesPerShare - usedBy(held, share),
		);
	};
	const space = openBound("subscriptionBytes", LIMITS.subscriptionBytes, tell);
	/** What is full for a filter of so many bytes that this session was refused. */
	const fullOf = (session: SessionState, bytes: number): Full => {
		if (session.subscriptions.size >= LIMITS.subscriptionsPerSession) return "session-full";
		return tree.bytes + bytes > LIMITS.subscriptionBytes ? "room-full" : "share-full";
	};
	return {
		granted(connection, filters) {
			const known = new Set(online.get(connection)?.subscriptions.keys());
			let left = leftFor(online.get(connection));
			return filters.map(({ filter, qos }) => {
				if (known.has(filter)) return qos;
				const more = Buffer.byteLength(filter);
				if (known.size >= LIMITS.subscriptionsPerSession || more > left) return REFUSED;
				known.add(filter);
				left -= more;
				return qos;
			});
		},
		subscribe(connection, filters, returnCodes, answered) {
			const session = online.get(connection);
			if (session === undefined) return answered();
			space.holds(tree.bytes);
			// Each filter once, at the QoS that was asked for last [MQTT-3.8.4-3].
			const granted = new Map<string, QoS>();
			const refused = new Set<string>();
			for (const [index, { filter, qos }] of filters.entries()) {
				if (returnCodes[index] === REFUSED) refused.add(filter);
				else granted.set(filter, qos);
			}
			for (const [filter, qos] of granted) {
				const type = session.subscriptions.has(filter) ? "subscription.replaced" : "subscription.added";
				session.subscriptions.set(filter, qos);
				tree.put(filter, session.session, qos);
				tell({ type, session: session.session, filter, qos });
			}
			let longest = "";
			for (const filter of refused) if (filter.length > longest.length) longest = filter;
			tellRefused(session, refused, tell, fullOf(session, Buffer.byteLength(longest)));
			if (tree.bytes + Buffer.byteLength(longest) > LIMITS.subscriptionBytes)
				space.reached(`${tree.bytes} bytes of filters in this room: it takes no more`, connection);
			held.answers.add(session, openRetainedCopies(held, session, granted), answered);
		},
		afterwards(connection, call) {
			const session = online.get(connection);
			if (session === undefined) call();
			else held.answers.afterwards(session, call);
		},
		unsubscribe(connection, filters) {
			const session = online.get(connection);
			if (session === undefined) return;
			for (const filter of filters) {
				if (!session.subscriptions.delete(filter)) continue;
				tree.remove(filter, session.session);
				tell({ type: "subscription.removed", session: session.session, filter });
			}
			space.holds(tree.bytes);
		},
	};
}

/** Bytes of the filters of all sessions of this share. */
function usedBy({ sessions, shareOf }: Held, share: string): number {
	let bytes = 0;
	for (const { session, subscriptions } of sessions.values())
		if (shareOf(session) === share) for (const filter of subscriptions.keys()) bytes += Buffer.byteLength(filter);
	return bytes;
}

type Full = EventOf<"subscription.refused">["why"];

/** The first of them one by one, and how many more there are. */
function tellRefused({ session, connection }: SessionState, refused: ReadonlySet<string>, tell: (fact: Fact) => void, why: Full): void {
	let told = 0;
	for (const filter of refused) {
		if (told === LIMITS.refusedFilters) break;
		told += 1;
		tell({ type: "subscription.refused", session, filter, why });
	}
	const more = refused.size - told;
	if (more === 0) return;
	const says = `${more} more filters of one SUBSCRIBE are refused`;
	tell({ type: "limit.reached", limit: "refusedFilters", says, connection });
}
