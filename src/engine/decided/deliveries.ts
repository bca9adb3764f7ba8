import type { Fact } from "#contract/event.ts";
import type { DropReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Delivery, PublishedMessage, SessionState } from "#engine/session.ts";
import type { Work } from "#engine/work.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Slip } from "#mqtt/slips.ts";
import { openAnswers } from "./answers.ts";
import type { Outbox } from "./outbox.ts";
import { openPumping } from "./pumping.ts";
import { openQueueing } from "./queueing.ts";
import { type From, openSending } from "./sending.ts";
import { openWaitingBytes, type WaitingBytes } from "./waiting-bytes.ts";

/** Deliveries that are dropped in one step: a small part of a turn. */
const DROPPED_IN_STEP = 32;

export type Deliveries = {
	/** Decides the fate of one message for one session. */
	deliver(session: SessionState, message: PublishedMessage, granted: QoS, from: "live" | "retained"): void;
	acknowledged(session: SessionState, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): Slip | null;
	resume(session: SessionState): void;
	/** The window may be wider now, or the wire less crowded. */
	pump(session: SessionState): void;
	/** Drops all that is in flight and in the queue; a few deliveries in each step, and between two steps the session holds the rest. */
	dropAll(session: SessionState, reason: DropReason): Generator;
	/** Counts what waits. */
	readonly waiting: WaitingBytes;
	/** PUBRECs taken so far. */
	readonly releases: number;
	/** Goes on from that count, and from what waits in these sessions. */
	restore(releases: number, sessions: Iterable<SessionState>): void;
	clear(): void;
};

export function openDeliveries(
	settings: () => BrokerSettings,
	tell: (fact: Fact) => void,
	outbox: Outbox,
	work: Pick<Work, "later" | "spent">,
): Deliveries {
	let releases = 0;
	const waiting = openWaitingBytes(tell);
	const answers = openAnswers();
	const { send, begin, isOpen } = openSending(settings, tell, outbox, waiting);
	const { add, shift, drop } = openQueueing(settings, tell, waiting);
	const pump = openPumping({ send, begin, isOpen, shift, outbox, work });
	const deliverAtQos0 = (session: SessionState, one: Delivery, from: From) => {
		const { connection } = session;
		const { delivery, message } = one;
		// The standard leaves the broker free to keep QoS 0 for a client that is away [3.1.1 section 3.1.2.4].
		if (connection === null && settings().queueQos0Messages) return add(session, one);
		if (connection === null) return drop(session, delivery, message, 0, message.qos === 0 ? "publish-qos-0" : "subscription-qos-0");
		// What already waits goes first [MQTT-4.6.0-6].
		if (session.queuedAtQos0 > 0) return add(session, one);
		// Retained messages come all at once, and faster than any client reads.
		if (!outbox.hasRoom(connection) && from === "retained") return add(session, one);
		if (!outbox.hasRoom(connection)) return drop(session, delivery, message, 0, "slow-reader");
		send(session, one, connection, from);
	};
	/** A delivery is in flight no longer. */
	const takeBack = (session: SessionState, one: Delivery) => {
		session.inflight.delete(one.packetId);
		session.inflightBytes -= one.message.payload.length;
		waiting.letGo(one);
	};
	/** PUBREC has arrived: the message now belongs to its receiver [MQTT-4.3.3-1]. */
	const release = (session: SessionState, packetId: number) => {
		const one = session.inflight.get(packetId);
		if (one !== undefined && one.qos === 2 && one.released === null) {
			releases += 1;
			one.released = releases;
			tell({ type: "delivery.released", delivery: one.delivery, message: one.message.message, session: session.session, packetId });
		}
		// An unknown id gets a PUBREL too, or its sender would wait for ever.
		if (session.connection !== null) outbox.release(session.connection, packetId, one?.message.message ?? null);
	};

	return {
		pump,
		deliver(session, message, granted, from) {
			const qos = Math.min(message.qos, granted) as QoS;
			const retain = from === "retained";
			const one: Delivery = { delivery: outbox.deliveryName(), message, qos, retain, packetId: 0, attempts: 0, released: null };
			if (qos === 0) return deliverAtQos0(session, one, from);
			// What already waits goes first [MQTT-4.6.0-6].
			const straight = session.queue.length === 0 && session.again.length === 0 && isOpen(session);
			if (!straight || !begin(session, one, session.connection as string, from)) add(session, one);
		},
		acknowledged(session, type, packetId) {
			const one = session.inflight.get(packetId);
			const slip = answers.slipOf(session, one, type, packetId);
			if (type === "PUBREC") {
				release(session, packetId);
				return slip;
			}
			const ends = one !== undefined && (type === "PUBACK" ? one.qos === 1 : one.qos === 2 && one.released !== null);
			if (!ends) return slip;
			takeBack(session, one);
			tell({ type: "delivery.acked", delivery: one.delivery, message: one.message.message, session: session.session, packetId });
			pump(session);
			return slip;
		},
		resume(session) {
			const { connection } = session;
			if (connection === null) return;
			answers.begin(session);
			const open = [...session.inflight.values()];
			const released = open.filter((one) => one.released !== null).sort((a, b) => (a.released ?? 0) - (b.released ?? 0));
			session.again = [
				...released.map((delivery) => ({ packet: "PUBREL" as const, delivery })),
				...open.filter((one) => one.released === null).map((delivery) => ({ packet: "PUBLISH" as const, delivery })),
			];
			pump(session);
		},
		*dropAll(session, reason) {
			let dropped = 0;
			session.again.length = 0;
			for (const one of session.inflight.values()) {
				takeBack(session, one);
				drop(session, one.delivery, one.message, one.qos, reason);
				dropped += 1;
				if (dropped % DROPPED_IN_STEP === 0) yield;
			}
			for (let one = session.queue[0]; one !== undefined; one = session.queue[0]) {
				shift(session);
				drop(session, one.delivery, one.message, one.qos, reason);
				dropped += 1;
				if (dropped % DROPPED_IN_STEP === 0) yield;
			}
		},
		waiting,
		get releases() {
			return releases;
		},
		restore(before, sessions) {
			releases = before;
			for (const { queue, inflight } of sessions) for (const one of [...queue, ...inflight.values()]) waiting.hold(one);
		},
		clear() {
			releases = 0;
			waiting.clear();
		},
	};
}
