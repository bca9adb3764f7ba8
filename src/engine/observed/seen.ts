import type { Fact } from "#contract/event.ts";
import type { Named } from "#contract/message-name.ts";
import type { EndReason } from "#contract/reasons.ts";
import { DROPPED_BY } from "#engine/session.ts";
import type { SavedSeen } from "#engine/state.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Had, SeenMessages } from "./seen-messages.ts";

type Sent = { readonly delivery: string; readonly named: Named; readonly qos: 1 | 2; attempt: number };

/** One session of a broker that cannot be looked into, as far as packets show it. */
export type SeenSession = {
	readonly session: string;
	readonly cleanSession: boolean;
	connection: string | null;
	/** How much had been published when the session's client connected; a message from before that has waited. */
	since: number;
	readonly filters: Map<string, QoS>;
	/** What its client has asked for on this connection, each with how much had been published when it last did. */
	readonly asked: Map<string, number>;
	/** How much had been published when its client left; null: it is here for the first time. */
	left: number | null;
	readonly inflight: Map<number, Sent>;
	readonly incoming: Set<number>;
	readonly had: Had;
};

/** What the parts of the observer work with. */
export type SeenAll = {
	/** By client id. */
	readonly sessions: Map<string, SeenSession>;
	/** By connection. */
	readonly online: Map<string, SeenSession>;
	readonly messages: SeenMessages;
	readonly tell: (fact: Fact) => void;
};

export function newSeen(session: string, cleanSession: boolean, connection: string | null, since: number): SeenSession {
	return {
		session,
		cleanSession,
		connection,
		since,
		filters: new Map(),
		asked: new Map(),
		left: null,
		inflight: new Map(),
		incoming: new Set(),
		had: new WeakMap(),
	};
}

export function saveSeen({ session, cleanSession, connection, inflight }: SeenSession): SavedSeen {
	return { session, cleanSession, connection, inflight: [...inflight].map(([packetId, sent]) => ({ packetId, ...sent })) };
}

export function endSeen({ sessions, tell }: SeenAll, seen: SeenSession, reason: EndReason): void {
	// Where only CONNACK says that the session is gone, the broker may still send what it has.
	if (reason !== "not-present") {
		for (const { delivery, named, qos } of seen.inflight.values())
			tell({ type: "delivery.dropped", delivery, message: named.message, session: seen.session, qos, reason: DROPPED_BY[reason] });
	}
	sessions.delete(seen.session);
	tell({ type: "session.discarded", session: seen.session, reason });
}
