import type { DropReason } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Fate, Message } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";

/** Why a message was not delivered: the rule, the words, and the one change that would have delivered it. Clauses are of 3.1.1. */
export const REASONS = {
	"no-session": {
		clause: "MQTT-3.1.2-6",
		says: "Offline, clean session: no session kept",
		cure: "Connect the subscriber with clean_session = false",
	},
	"publish-qos-0": {
		clause: "MQTT-3.1.2-5",
		says: "Publish QoS 0: not queued",
		cure: "Publish with QoS 1",
	},
	"subscription-qos-0": {
		clause: "MQTT-3.8.4-6",
		says: "Subscription QoS 0",
		cure: "Subscribe with QoS 1",
	},
	"queue-full": {
		clause: "4.1",
		says: "Queue full",
		cure: "Raise max_queued_messages, or reconnect earlier",
	},
	"pushed-out": {
		clause: "4.1",
		says: "Queue full",
		cure: "Raise max_queued_messages, or reconnect earlier",
	},
	"session-discarded": {
		clause: "MQTT-3.1.2-6",
		says: "Session discarded by a clean connect",
		cure: "Reconnect with clean_session = false",
	},
	"session-ended": {
		clause: "MQTT-3.1.2-6",
		says: "Clean session: it ended with its connection",
		cure: "Connect the subscriber with clean_session = false",
	},
	"session-limit": {
		clause: "4.1",
		says: "Session discarded: the room holds no more",
		cure: "Reconnect before other clients fill the room",
	},
	// How long a session is kept, and whether it outlives the broker, is the broker's own business (section 4.1).
	"session-expired": {
		clause: "4.1",
		says: "Session expired: its client was away too long",
		cure: "Reconnect within persistent_client_expiration",
	},
	"broker-restarted": {
		clause: "4.1",
		says: "The broker was started anew and kept nothing",
		cure: "Let the broker run: only a restart with persistence keeps what it held",
	},
	"sender-discarded": {
		clause: "MQTT-3.1.2-6",
		says: "The sender threw its copy away: clean session",
		cure: "Reconnect the publisher with clean_session = false",
	},
	"lost-on-wire": {
		clause: "MQTT-4.3.1-1",
		says: "On the wire when it was cut, and QoS 0 is never sent again",
		cure: "Publish and subscribe with QoS 1",
	},
	"slow-reader": {
		clause: "MQTT-4.3.1-1",
		says: "The subscriber reads too slowly, and QoS 0 is not kept for it",
		cure: "Publish and subscribe with QoS 1",
	},
	"id-held": {
		clause: "MQTT-4.3.3-2",
		says: "Its packet id was still held: taken for the message before it",
		cure: "Finish the exchange of the message before it: send its PUBREL",
	},
	"connection-refused": {
		clause: "MQTT-3.1.4-5",
		says: "Its connection ended before the broker took it",
		cure: "Wait for CONNACK 0, then publish",
	},
	refused: {
		clause: "MQTT-3.3.5-2",
		says: "The broker refused to publish it",
		cure: "Publish what this broker allows",
	},
} as const satisfies Record<DropReason, { readonly clause: string; readonly says: string; readonly cure: string }>;

/** What a sentence about a fate may name beside the fate itself. */
export type About = {
	readonly publisher?: string | undefined;
	readonly subscriber?: string | undefined;
	/** The QoS at which the broker holds or sends it. */
	readonly qos?: QoS | undefined;
	/** The acknowledgement still missing from the subscriber. */
	readonly awaits?: "PUBACK" | "PUBREC" | "PUBCOMP" | undefined;
};

/** The badge's reason: one short sentence without full stop. */
export function sayFate(fate: Fate, about: About = {}): string {
	switch (fate.fate) {
		case "queued":
			if (fate.why === "window-full")
				return about.qos === 0 ? "Waiting behind what was queued before" : "Waiting: too many messages are sent and unacknowledged";
			if (about.qos === 0) return "Offline, session kept, QoS 0 queued: queue_qos0_messages";
			return about.qos === undefined ? "Offline, session kept" : `Offline, session kept, QoS ${about.qos}`;
		case "inflight":
			return sayInflight(fate, about);
		case "delivered":
			return sayDelivered(fate, about);
		case "dropped":
			return sayDrop(fate.reason, fate.limit);
		case "unseen":
			return "Nothing of it has crossed this wire; the broker’s own store cannot be seen";
		case "none":
			return fate.nearest === null ? "No matching subscription" : `No matching subscription. Nearest: ${fate.nearest}`;
		default:
			return unreachable(fate);
	}
}

export function sayDrop(reason: DropReason, limit: number | null): string {
	if (reason !== "queue-full" && reason !== "pushed-out") return REASONS[reason].says;
	const full = limit === null ? "Queue full" : `Queue full (${limit} of ${limit})`;
	return reason === "pushed-out" ? `${full}: the oldest goes, pushed out by a newer one` : full;
}

function sayInflight(fate: Extract<Fate, { fate: "inflight" }>, about: About): string {
	const publisher = about.publisher ?? "its sender";
	switch (fate.why) {
		case "still-on-wire":
			return `Still on ${publisher}’s wire`;
		case "with-sender":
			return `Lost on the wire; ${publisher} keeps a copy`;
		case "at-broker":
			return "The broker has it";
		case "released":
			return fate.packetId === null ? "Received, no PUBCOMP yet" : `PUBREC #${fate.packetId} received, no PUBCOMP yet`;
		case "sent": {
			const to = about.subscriber === undefined ? "" : ` to ${about.subscriber}`;
			const again = fate.attempt > 1 ? " again" : "";
			if (fate.packetId === null) return `Sent${again}${to} at QoS 0`;
			return `Sent${again}${to} as #${fate.packetId}, no ${about.awaits ?? "PUBACK"} yet`;
		}
		default:
			return unreachable(fate.why);
	}
}

function sayDelivered(fate: Extract<Fate, { fate: "delivered" }>, about: About): string {
	const copies = fate.copies > 1 ? `, delivered ${times(fate.copies)}` : "";
	if (fate.how === "retained") return `Retained copy, on subscribe${copies}`;
	const from = fate.how === "queue" ? `From the queue after ${duration(fate.afterMs)}. ` : fate.how === "redelivered" ? "Sent again. " : "";
	return `${from}${sayReceipt(fate, about)}${copies}`;
}

function sayReceipt(fate: Extract<Fate, { fate: "delivered" }>, about: About): string {
	if (fate.qos === 0 || fate.packetId === null) return "Sent at QoS 0, never confirmed";
	if (about.awaits !== undefined) return `Arrived as #${fate.packetId}, no ${about.awaits} yet`;
	return `${fate.qos === 2 ? "PUBCOMP" : "PUBACK"} #${fate.packetId} received`;
}

function times(count: number): string {
	return count === 2 ? "twice" : `${count} times`;
}

/** 0.4 s, 12 s, 2 min 5 s. */
export function duration(ms: number): string {
	if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1_000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The clause of 3.1.1 that a fate rests on; null where none decides. */
export function clauseOf(fate: Fate, about: About = {}): string | null {
	switch (fate.fate) {
		case "queued":
			if (fate.why !== "offline") return "4.1";
			return about.qos === 0 ? "3.1.2.4" : "MQTT-3.1.2-5";
		case "inflight":
			return clauseOfInflight(fate);
		case "delivered":
			if (fate.how === "retained") return "MQTT-3.3.1-6";
			if (fate.qos === 0) return "MQTT-4.3.1-1";
			return fate.qos === 1 ? "MQTT-4.3.2-2" : "MQTT-4.3.3-1";
		case "dropped":
			return REASONS[fate.reason].clause;
		case "unseen":
			return null;
		case "none":
			return "MQTT-3.3.2-3";
		default:
			return unreachable(fate);
	}
}

function clauseOfInflight(fate: Extract<Fate, { fate: "inflight" }>): string | null {
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
			return fate.attempt > 1 ? "MQTT-4.4.0-1" : "MQTT-4.3.2-1";
		default:
			return unreachable(fate.why);
	}
}

/** What would have delivered it. A message published at QoS 0 needs that changed as well before a session is any use to it. */
export function cureOf(reason: DropReason, message: Pick<Message, "qos"> | undefined, grantedQos?: QoS): string {
	const { cure } = REASONS[reason];
	if (reason === "subscription-qos-0") return `${cure}${KEEP_QOS_0}`;
	if (reason !== "no-session" && reason !== "publish-qos-0") return cure;
	const also = [
		...(reason === "no-session" && message?.qos === 0 ? ["publish with QoS 1"] : []),
		...(grantedQos === 0 ? ["subscribe with QoS 1"] : []),
	];
	return [cure, ...also].join(", and ") + (reason === "publish-qos-0" ? KEEP_QOS_0 : "");
}

const KEEP_QOS_0 = ", or turn queue_qos0_messages on";
