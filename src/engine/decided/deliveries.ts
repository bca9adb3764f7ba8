import type { DropReason, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { QoS } from "#mqtt/packet.ts";
import { type Delivery, type Message, nextPacketId, type SessionState } from "./session.ts";

/** How the store sends: in order, towards one connection. */
export type Outbox = {
	/** A name for the next packet, so that a delivery can be told before its packet leaves. */
	packetName(): string;
	publish(connection: string, packet: string, sending: Sending): void;
	release(connection: string, packetId: number, message: string | null): void;
	/** Whether this connection takes another packet; past its bounds it does not, and is cut after this turn. */
	takes(connection: string): boolean;
	/** Whether what can wait should go now: a crowded wire is left alone until it has emptied (see drained). */
	hasRoom(connection: string): boolean;
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
	/** The window may be wider now, or the wire emptier. */
	pump(session: SessionState): void;
	dropAll(session: SessionState, reason: DropReason): void;
	clear(): void;
};

export function openDeliveries(settings: () => BrokerSettings, tell: (fact: Fact) => void, outbox: Outbox): Deliveries {
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
		const { message, qos, retain, attempts: attempt } = one;
		const packetId = qos === 0 ? null : one.packetId; // [MQTT-2.3.1-5]
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
	const windowOpen = ({ inflight, inflightBytes, connection }: SessionState) => {
		const { maxInflightMessages } = settings();
		// Whatever the setting says, a client that never acknowledges is given no more than a queue may hold.
		if (inflight.size >= LIMITS.queuedMessages || inflightBytes >= LIMITS.queuedBytes) return false;
		return connection !== null && outbox.hasRoom(connection) && (maxInflightMessages === 0 || inflight.size < maxInflightMessages);
	};
	const tooSlow = (connection: string) => !outbox.takes(connection) || outbox.unsent(connection) > LIMITS.slowReaderBytes;

	/** Takes a packet id and sends; false when every id is in use. */
	const begin = (session: SessionState, one: Delivery, connection: string, from: From): boolean => {
		const packetId = nextPacketId(session);
		if (packetId === null) return false;
		one.packetId = packetId;
		session.inflight.set(packetId, one);
		session.inflightBytes += one.message.payload.length;
		send(session, one, connection, from);
		return true;
	};
	const unqueue = (session: SessionState) => {
		const one = session.queue.shift();
		if (one === undefined) return;
		session.queuedBytes -= one.message.payload.length;
		session.bounded = false;
		if (one.qos === 0) session.queuedAtQos0 -= 1;
	};
	/** Sends from the queue: QoS 1 and 2 while the window is open, QoS 0 whenever it is first. */
	const pump = (session: SessionState) => {
		const { connection } = session;
		if (connection === null) return;
		// What has been sent before goes first, in its order [MQTT-4.6.0-1].
		for (let one = session.again[0]; one !== undefined; one = session.again[0]) {
			if (!outbox.hasRoom(connection)) return;
			session.again.shift();
			if (session.inflight.get(one.packetId) === one && one.released === null) send(session, one, connection, "queue");
		}
		for (let one = session.queue[0]; one !== undefined; one = session.queue[0]) {
			if (!outbox.hasRoom(connection)) return;
			if (one.qos > 0) {
				if (!windowOpen(session) || !begin(session, one, connection, "queue")) return;
			} else if (tooSlow(connection)) drop(session, one.delivery, one.message, 0, "slow-reader");
			else send(session, one, connection, "queue");
			unqueue(session);
		}
	};
	const isFull = (session: SessionState, { message }: Delivery): "setting" | "bound" | null => {
		const { maxQueuedMessages, queueFull } = settings();
		// As Mosquitto counts: offline, queued and in flight; online, queued alone. A queue that drops its oldest counts itself alone.
		const held = session.queue.length + (session.connection === null && queueFull === "drop-newest" ? session.inflight.size : 0);
		if (maxQueuedMessages > 0 && held >= maxQueuedMessages) return "setting";
		const beyond = held >= LIMITS.queuedMessages || session.queuedBytes + message.payload.length > LIMITS.queuedBytes;
		return beyond ? "bound" : null;
	};
	/** True if there is room now. Whatever is dropped, the publisher is acknowledged all the same. */
	const makeRoom = (session: SessionState, one: Delivery): boolean => {
		for (let full = isFull(session, one); full !== null; full = isFull(session, one)) {
			if (full === "bound" && !session.bounded) {
				session.bounded = true; // said once, until there is room again
				const says = `The queue of ${session.session} holds ${session.queue.length} messages, ${session.queuedBytes} bytes: a room keeps no more.`;
				tell({ type: "limit.reached", limit: "queuedMessages", says, connection: session.connection });
			}
			const oldest = session.queue[0];
			if (settings().queueFull === "drop-newest" || oldest === undefined) {
				drop(session, one.delivery, one.message, one.qos, "queue-full");
				return false;
			}
			unqueue(session);
			drop(session, oldest.delivery, oldest.message, oldest.qos, "pushed-out");
		}
		return true;
	};
	const queue = (session: SessionState, one: Delivery) => {
		if (!makeRoom(session, one)) return;
		const { delivery, message, qos } = one;
		session.queue.push(one);
		session.queuedBytes += message.payload.length;
		if (qos === 0) session.queuedAtQos0 += 1;
		const why = session.connection === null ? "offline" : "window-full";
		tell({ type: "delivery.queued", delivery, message: message.message, session: session.session, qos, why });
	};
	const deliverAtQos0 = (session: SessionState, one: Delivery, from: From) => {
		const { connection } = session;
		const { delivery, message } = one;
		// The standard leaves it free to keep QoS 0 for a client that is away [3.1.1 section 3.1.2.4].
		if (connection === null && settings().queueQos0Messages) return queue(session, one);
		if (connection === null) return drop(session, delivery, message, 0, message.qos === 0 ? "publish-qos-0" : "subscription-qos-0");
		// What already waits goes first [MQTT-4.6.0-6].
		if (session.queuedAtQos0 > 0) return queue(session, one);
		if (tooSlow(connection)) return drop(session, delivery, message, 0, "slow-reader");
		send(session, one, connection, from);
	};

	return {
		deliver(session, message, granted, from) {
			const qos = Math.min(message.qos, granted) as QoS;
			const retain = from === "retained";
			const one: Delivery = { delivery: nextName(), message, qos, retain, packetId: 0, attempts: 0, released: null };
			if (qos === 0) return deliverAtQos0(session, one, from);
			// What already waits goes first [MQTT-4.6.0-6].
			const straight = session.queue.length === 0 && session.again.length === 0 && windowOpen(session);
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
			session.inflightBytes -= one.message.payload.length;
			tell({ type: "delivery.acked", delivery: one.delivery, message: one.message.message, session: session.session, packetId });
			pump(session);
		},
		resume(session) {
			const { connection } = session;
			if (connection === null) return;
			const open = [...session.inflight.values()];
			const released = open.filter((one) => one.released !== null).sort((a, b) => (a.released ?? 0) - (b.released ?? 0));
			for (const one of released) outbox.release(connection, one.packetId, one.message.message);
			session.again = open.filter((one) => one.released === null);
			pump(session);
		},
		pump,
		dropAll(session, reason) {
			for (const one of session.inflight.values()) drop(session, one.delivery, one.message, one.qos, reason);
			for (const one of session.queue) drop(session, one.delivery, one.message, one.qos, reason);
			session.inflight.clear();
			session.inflightBytes = 0;
			session.queue.length = 0;
			session.again.length = 0;
			session.queuedBytes = 0;
			session.queuedAtQos0 = 0;
		},
		clear() {
			named = 0;
			releases = 0;
		},
	};
}
