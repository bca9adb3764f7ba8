import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { DropReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Delivery, PublishedMessage, SessionState } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { WaitingBytes } from "./waiting-bytes.ts";

/** The queue of a session: what waits in it, and what falls when it is full. */
export type Queueing = {
	/** The delivery has to wait; if no room can be made for it, it is dropped. */
	add(session: SessionState, one: Delivery): void;
	/** The delivery that has waited longest leaves the queue. */
	shift(session: SessionState): void;
	/** Tells that this delivery is dropped; by then the delivery is not in any queue. */
	drop(session: SessionState, delivery: string, message: PublishedMessage, qos: QoS, reason: DropReason): void;
};

export function openQueueing(settings: () => BrokerSettings, tell: (fact: Fact) => void, waiting: WaitingBytes): Queueing {
	const drop: Queueing["drop"] = (session, delivery, message, qos, reason) =>
		tell({ type: "delivery.dropped", delivery, message: message.message, session: session.session, qos, reason });
	const shift = (session: SessionState) => {
		const one = session.queue.shift();
		if (one === undefined) return;
		session.queuedBytes -= one.message.payload.length;
		waiting.letGo(one);
		session.bounded = false;
		if (one.qos === 0) session.queuedAtQos0 -= 1;
	};
	const isFull = (session: SessionState, { message }: Delivery): "setting" | "bound" | "room" | null => {
		const { maxQueuedMessages, queueFull } = settings();
		// As Mosquitto counts up to 2.0.12: for an offline client, queued and in flight; for an online one, only queued. Since 2.0.13 the first
		// no longer counts what is in flight, and the second may have limit and window together in its queue. A queue that drops its oldest counts only itself.
		const held = session.queue.length + (session.connection === null && queueFull === "drop-newest" ? session.inflight.size : 0);
		if (maxQueuedMessages > 0 && held >= maxQueuedMessages) return "setting";
		const beyond = held >= LIMITS.queuedMessages || session.queuedBytes + message.payload.length > LIMITS.queuedBytes;
		if (beyond) return "bound";
		return waiting.full(session.queue.length, session.queuedBytes) ? "room" : null;
	};
	/** True if there is room now. Whatever is dropped, the publisher is still acknowledged. */
	const makeRoom = (session: SessionState, one: Delivery): boolean => {
		for (let full = isFull(session, one); full !== null; full = isFull(session, one)) {
			if (full === "bound" && !session.bounded) {
				session.bounded = true; // told only once until there is room again
				const says = `The queue of ${session.session} holds ${many(session.queue.length, "message")}, ${many(session.queuedBytes, "byte")}: a room keeps no more.`;
				tell({ type: "limit.reached", limit: "queuedMessages", says, connection: session.connection });
			}
			const oldest = session.queue[0];
			if (settings().queueFull === "drop-newest" || oldest === undefined) {
				drop(session, one.delivery, one.message, one.qos, "queue-full");
				return false;
			}
			shift(session);
			drop(session, oldest.delivery, oldest.message, oldest.qos, "pushed-out");
		}
		return true;
	};
	return {
		drop,
		shift,
		add(session, one) {
			if (!makeRoom(session, one)) return;
			const { delivery, message, qos } = one;
			session.queue.push(one);
			waiting.hold(one);
			session.queuedBytes += message.payload.length;
			if (qos === 0) session.queuedAtQos0 += 1;
			const why = session.connection === null ? "offline" : "window-full";
			tell({ type: "delivery.queued", delivery, message: message.message, session: session.session, qos, why });
		},
	};
}
