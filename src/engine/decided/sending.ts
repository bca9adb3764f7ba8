import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { type Delivery, nextPacketId, type SessionState } from "#engine/session.ts";
import type { Outbox } from "./outbox.ts";
import type { WaitingBytes } from "./waiting-bytes.ts";

export type From = "live" | "queue" | "retained";

/** How a delivery goes to its client: the window, packet ids, DUP. */
export type Sending = {
	/** Sends a delivery, for the first time or again. */
	send(session: SessionState, one: Delivery, connection: string, from: From): void;
	/** Takes a packet id and sends the delivery; false when every id is in use. */
	begin(session: SessionState, one: Delivery, connection: string, from: From): boolean;
	/** Whether a delivery at QoS 1 or 2 may be sent now. */
	isOpen(session: SessionState): boolean;
};

export function openSending(
	settings: () => BrokerSettings,
	tell: (fact: Fact) => void,
	outbox: Outbox,
	waiting: Pick<WaitingBytes, "hold" | "full">,
): Sending {
	const send: Sending["send"] = (session, one, connection, from) => {
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
	return {
		send,
		begin(session, one, connection, from) {
			const packetId = nextPacketId(session);
			if (packetId === null) return false;
			one.packetId = packetId;
			session.begun += 1;
			session.inflight.set(packetId, one);
			session.inflightBytes += one.message.payload.length;
			waiting.hold(one);
			send(session, one, connection, from);
			return true;
		},
		isOpen({ inflight, inflightBytes, connection }) {
			const { maxInflightMessages } = settings();
			// Whatever the setting says, a client that never acknowledges is sent no more than a queue may hold.
			if (inflight.size >= LIMITS.queuedMessages || inflightBytes >= LIMITS.queuedBytes) return false;
			if (waiting.full(inflight.size, inflightBytes)) return false;
			return connection !== null && outbox.hasRoom(connection) && (maxInflightMessages === 0 || inflight.size < maxInflightMessages);
		},
	};
}
