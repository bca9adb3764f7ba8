import type { Named } from "#contract/message-name.ts";
import type { DropReason, EndReason } from "#contract/reasons.ts";
import type { QoS } from "#mqtt/packet.ts";

/** A payload as events carry it, and its length in bytes. */
export type Preview = { readonly payload: string; readonly payloadBytes: number };

/** A message as published: what sessions deliver. */
export type PublishedMessage = Named & {
	readonly publisher: string;
	readonly topic: string;
	readonly payload: Uint8Array;
	/** Read once: what the store tells of a message, it tells again of each copy. */
	readonly preview: Preview;
	readonly qos: QoS;
	readonly retain: boolean;
};

/** One message for one session: a delivery at QoS 1 or 2 lasts until acknowledged or dropped, one at QoS 0 while it waits. */
export type Delivery = {
	readonly delivery: string;
	readonly message: PublishedMessage;
	/** Delivered QoS: the lower of published and granted [MQTT-3.8.4-6]. A delivery at QoS 0 is only ever queued (queue_qos0_messages). */
	readonly qos: QoS;
	/** RETAIN as sent: 1 only for a new subscription's copy [MQTT-3.3.1-8, -9]. */
	readonly retain: boolean;
	/** 0 while queued. */
	packetId: number;
	attempts: number;
	/** Set once PUBREC has come; the number orders the PUBRELs [MQTT-4.6.0-4]. */
	released: number | null;
};

/** What the broker holds for one client id [3.1.1 section 3.1.2.4]. */
export type SessionState = {
	readonly session: string;
	readonly cleanSession: boolean;
	/** The connection that the session is on; null while its client is away. */
	connection: string | null;
	readonly subscriptions: Map<string, QoS>;
	readonly queue: Delivery[];
	/** Payload bytes in the queue, and how many of its messages are at QoS 0. */
	queuedBytes: number;
	queuedAtQos0: number;
	/** By packet id, in order of first sending. */
	readonly inflight: Map<number, Delivery>;
	/** What is to be sent again on this connection: PUBRELs in the order of the PUBRECs, then deliveries, oldest first. */
	again: { readonly packet: "PUBREL" | "PUBLISH"; readonly delivery: Delivery }[];
	/** Whether the room has been told that this queue has reached the room's own bound. */
	bounded: boolean;
	/** Payload bytes in flight. */
	inflightBytes: number;
	/** QoS 2 ids received that await PUBREL, each with its message [MQTT-4.3.3-2]. */
	readonly incoming: Map<number, string>;
	lastId: number;
	/** Deliveries that were given a packet id, since the session was created or restored. */
	begun: number;
};

export function newSession(session: string, cleanSession: boolean, connection: string): SessionState {
	return {
		session,
		cleanSession,
		connection,
		subscriptions: new Map(),
		queue: [],
		queuedBytes: 0,
		queuedAtQos0: 0,
		inflight: new Map(),
		again: [],
		bounded: false,
		inflightBytes: 0,
		incoming: new Map(),
		lastId: 0,
		begun: 0,
	};
}

/** The next free packet id after the last one: an id in use is never handed out [MQTT-2.3.1-2, -4]. Null: all 65,535 are in use. */
export function nextPacketId(session: Pick<SessionState, "lastId" | "inflight">): number | null {
	for (let tried = 0; tried < 65_535; tried += 1) {
		session.lastId = session.lastId === 65_535 ? 1 : session.lastId + 1;
		if (!session.inflight.has(session.lastId)) return session.lastId;
	}
	return null;
}

/** What becomes of the messages that a session held when it ended. */
export const DROPPED_BY = {
	"clean-connect": "session-discarded",
	"connection-closed": "session-ended",
	limit: "session-limit",
	expired: "session-expired",
	restart: "broker-restarted",
} as const satisfies Record<Exclude<EndReason, "not-present">, DropReason>;
