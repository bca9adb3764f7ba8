import type { DropReason, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { QoS } from "#mqtt/packet.ts";
import { type Delivery, type Message, nextPacketId, type SessionState } from "./session.ts";
import type { StoreLimits } from "./session-store.ts";

/** How the store sends: in order, towards one connection. */
export type Outbox = {
	/** A name for the next packet, so that a delivery can be told before its packet leaves. */
	packetName(): string;
	publish(connection: string, packet: string, sending: Sending): void;
	release(connection: string, packetId: number, message: string | null): void;
	/** Whether this connection takes another packet; past its bounds it does not, and is cut after this turn. */
	takes(connection: string): boolean;
	/** Bytes that this client has not read. */
	unsent(connection: string): number;
};
export type Sending = {
	readonly message: Message;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly dup: boolean;
	readonly packetId: number | null;
	readonly attempt: number;
};
type From = "live" | "queue" | "retained";

export type Deliveries = {
	/** Decides the fate of one message for one session. */
	deliver(session: SessionState, message: Message, granted: QoS, from: "live" | "retained"): void;
	acknowledged(session: SessionState, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): void;
	resume(session: SessionState): void;
	dropAll(session: SessionState, reason: DropReason): void;
	clear(): void;
};

export function openDeliveries(limits: StoreLimits, tell: (fact: Fact) => void, outbox: Outbox): Deliveries {
	let named = 0;
	let releases = 0;
	const nextName = () => {
		named += 1;
		return `d${named}`;
	};
	const drop = (session: SessionState, delivery: string, message: Message, qos: QoS, reason: DropReason) =>
		tell({ type: "delivery.dropped", delivery, message: message.message, session: session.session, qos, reason });

	const send = (session: SessionState, one: Delivery, connection: string, from: From) => {
		const packet = outbox.packetName();
		one.attempts += 1;
		const { message, qos, retain, packetId, attempts: attempt } = one;
		const dup = attempt > 1; // set on every repetition, never taken over from the publisher [MQTT-3.3.1-1, -3]
		tell({
			type: "delivery.sent",
			delivery: one.delivery,
			message: message.message,
			session: session.session,
			qos,
			packet,
			packetId,
			dup,
			attempt,
			from,
		});
		outbox.publish(connection, packet, { message, qos, retain, dup, packetId, attempt });
	};
	const windowOpen = ({ inflight, connection }: SessionState) =>
		connection !== null && outbox.takes(connection) && (limits.maxInflightMessages === 0 || inflight.size < limits.maxInflightMessages);

	/** Takes a packet id and sends; false when every id is in use. */
	const begin = (session: SessionState, one: Delivery, connection: string, from: From): boolean => {
		const packetId = nextPacketId(session);
		if (packetId === null) return false;
		one.packetId = packetId;
		session.inflight.set(packetId, one);
		send(session, one, connection, from);
		return true;
	};
	const pump = (session: SessionState) => {
		while (session.connection !== null && windowOpen(session)) {
			const one = session.queue[0];
			if (one === undefined || !begin(session, one, session.connection, "queue")) return;
			session.queue.shift();
		}
	};
	const queue = (session: SessionState, one: Delivery) => {
		const { delivery, message, qos } = one;
		// As Mosquitto counts: offline, queued and in flight; online, queued alone. Newest dropped, the publisher is acknowledged all the same.
		const held = session.queue.length + (session.connection === null ? session.inflight.size : 0);
		if (limits.maxQueuedMessages > 0 && held >= limits.maxQueuedMessages) return drop(session, delivery, message, qos, "queue-full");
		session.queue.push(one);
		const why = session.connection === null ? "offline" : "window-full";
		tell({ type: "delivery.queued", delivery, message: message.message, session: session.session, qos, why });
	};
	const deliverAtQos0 = (session: SessionState, message: Message, retain: boolean, from: From) => {
		const delivery = nextName();
		const { connection } = session;
		if (connection === null) return drop(session, delivery, message, 0, message.qos === 0 ? "publish-qos-0" : "subscription-qos-0");
		if (!outbox.takes(connection) || outbox.unsent(connection) > LIMITS.slowReaderBytes)
			return drop(session, delivery, message, 0, "slow-reader");
		const packet = outbox.packetName();
		const sending = { message, qos: 0, retain, dup: false, packetId: null, attempt: 1 } as const;
		tell({
			type: "delivery.sent",
			delivery,
			message: message.message,
			session: session.session,
			qos: 0,
			packet,
			packetId: null,
			dup: false,
			attempt: 1,
			from,
		});
		outbox.publish(connection, packet, sending);
	};

	return {
		deliver(session, message, granted, from) {
			const qos = Math.min(message.qos, granted) as QoS;
			const retain = from === "retained";
			if (qos === 0) return deliverAtQos0(session, message, retain, from);
			const one: Delivery = { delivery: nextName(), message, qos, retain, packetId: 0, attempts: 0, released: null };
			// What already waits goes first [MQTT-4.6.0-6].
			const straight = session.queue.length === 0 && windowOpen(session);
			if (!straight || !begin(session, one, session.connection as string, from)) queue(session, one);
		},
		acknowledged(session, type, packetId) {
			const one = session.inflight.get(packetId);
			if (type === "PUBREC") {
				if (one !== undefined && one.qos === 2 && one.released === null) {
					releases += 1;
					one.released = releases;
					tell({ type: "delivery.released", delivery: one.delivery, message: one.message.message, session: session.session, packetId });
				}
				// An id that is not known gets its PUBREL too, or its sender would wait for ever.
				if (session.connection !== null) outbox.release(session.connection, packetId, one?.message.message ?? null);
				return;
			}
			const ends = one !== undefined && (type === "PUBACK" ? one.qos === 1 : one.qos === 2 && one.released !== null);
			if (!ends) return;
			session.inflight.delete(packetId);
			tell({ type: "delivery.acked", delivery: one.delivery, message: one.message.message, session: session.session, packetId });
			pump(session);
		},
		resume(session) {
			const { connection } = session;
			if (connection === null) return;
			const open = [...session.inflight.values()];
			const released = open.filter((one) => one.released !== null).sort((a, b) => (a.released ?? 0) - (b.released ?? 0));
			for (const one of released) outbox.release(connection, one.packetId, one.message.message);
			for (const one of open) if (one.released === null && outbox.takes(connection)) send(session, one, connection, "queue");
			pump(session);
		},
		dropAll(session, reason) {
			for (const one of session.inflight.values()) drop(session, one.delivery, one.message, one.qos, reason);
			for (const one of session.queue) drop(session, one.delivery, one.message, one.qos, reason);
			session.inflight.clear();
			session.queue.length = 0;
		},
		clear() {
			named = 0;
			releases = 0;
		},
	};
}
