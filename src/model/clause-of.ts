import type { FactOf } from "#contract/event.ts";
import type { DropReason, EndReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import type { QoS } from "#mqtt/packet.ts";
import { OVER_AT, SENDS_AT } from "#mqtt/qos-clauses.ts";
import type { Waits } from "./delivered.ts";
import type { Fate, World } from "./world.ts";

/** The rule by which a message is dropped. Clauses are of 3.1.1. */
export const REASON_CLAUSE = {
	"no-session": "MQTT-3.1.2-6",
	"publish-qos-0": "MQTT-3.1.2-5",
	"subscription-qos-0": "MQTT-3.8.4-6",
	"queue-full": "4.1",
	"pushed-out": "4.1",
	"session-discarded": "MQTT-3.1.2-6",
	"session-ended": "MQTT-3.1.2-6",
	"session-limit": "4.1",
	// How long a session is kept, and whether the session outlives the broker, is the broker's own business (section 4.1).
	"session-expired": "4.1",
	"broker-restarted": "4.1",
	"broker-replaced": "4.1",
	"broker-forgets": "4.1",
	"sender-discarded": "MQTT-3.1.2-6",
	// That nothing is sent again at QoS 0 is what the text says; the statement in it is about the sender's flags.
	"lost-on-wire": "4.3.1",
	"slow-reader": "4.3.1",
	"id-held": "MQTT-4.3.3-2",
	// Refused or not: the client did not wait for CONNACK 0, as it may.
	"connection-refused": "3.1.4",
	refused: "MQTT-3.3.5-2",
} as const satisfies Record<DropReason, ClauseId>;

/** The rule by which a session ends. */
export const END_CLAUSE = {
	"clean-connect": "MQTT-3.1.2-6",
	"connection-closed": "MQTT-3.1.2-6",
	limit: "4.1",
	expired: "4.1",
	restart: "4.1",
	"not-present": "MQTT-3.2.2-3",
} as const satisfies Record<EndReason, ClauseId>;

/** The clause that a fate rests on; null where no clause decides. `qos`: the QoS at which the broker holds or sends the message. */
export function clauseOf(fate: Fate, { qos }: { readonly qos?: QoS | undefined } = {}): ClauseId | null {
	switch (fate.fate) {
		case "queued":
			return clauseOfWaiting(fate.why, qos);
		case "inflight":
			return clauseOfInflight(fate, qos);
		case "delivered":
			if (fate.unconfirmed !== undefined) return REASON_CLAUSE[fate.unconfirmed.reason];
			if (fate.how === "retained") return "MQTT-3.3.1-6";
			return OVER_AT[fate.qos];
		case "dropped":
			return REASON_CLAUSE[fate.reason];
		case "unseen":
			return null;
		case "none":
			return "MQTT-4.5.0-1";
		default:
			return unreachable(fate);
	}
}

function clauseOfInflight(fate: Extract<Fate, { fate: "inflight" }>, qos: QoS | undefined): ClauseId | null {
	switch (fate.why) {
		case "at-broker":
		case "still-on-wire":
			return null;
		case "with-sender":
			return "MQTT-4.4.0-1";
		case "released":
			return "MQTT-4.3.3-1";
		case "sent":
			if (fate.packetId === null) return "MQTT-4.3.1-1";
			if (fate.attempt > 1) return "MQTT-4.4.0-1";
			return qos === 1 || qos === 2 ? SENDS_AT[qos] : null;
		default:
			return unreachable(fate.why);
	}
}

/**
 * A message waits for a client that is away because of its session, even at QoS 0 where that is set; for a client that is here, because a
 * sender may bound what it has in flight.
 */
export function clauseOfWaiting(why: Waits, qos: QoS | undefined): ClauseId {
	if (why !== "offline") return "4.6";
	return qos === 0 ? "3.1.2.4" : "MQTT-3.1.2-5";
}

/** `world`: the world after the event. */
export function clauseOfSending({ attempt, dup, from, message, qos }: FactOf<"delivery.sent">, world: World): ClauseId | null {
	if (attempt > 1) return dup ? "MQTT-3.3.1-1" : "MQTT-4.4.0-1";
	if (from === "retained") return "MQTT-3.3.1-8";
	const published = world.messages[message]?.qos;
	if (published !== undefined && qos < published) return "MQTT-3.8.4-6";
	return qos === 0 ? "MQTT-4.3.1-1" : null;
}

/** `before`: the world in which the delivery is still in flight. Null: what it was sent at is not known. */
export function clauseOfAck({ delivery, session }: FactOf<"delivery.acked">, before: World): ClauseId | null {
	const inflight = before.sessions[session]?.inflight.find((one) => one.delivery === delivery);
	return inflight === undefined ? null : OVER_AT[inflight.qos];
}
