import type { DropReason } from "#contract/reasons.ts";
import type { GivenUp } from "#model/delivered.ts";
import type { Message } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { sayQueue } from "./queue-numbers.ts";

/** What the narrator has to know about a message that is dropped. */
type Drop = {
	readonly message: string;
	readonly session: string;
	/** How the message came to be decided on now, as a sentence. */
	readonly reached: string;
	/** " (8 of 8)" behind "full", or the numbers that there are; empty where a bound of the room filled the queue. */
	readonly howFull: string;
	/** What the publisher is sent all the same; null where there is no publisher that waits for an answer. */
	readonly answer: "PUBACK" | "PUBREC" | null;
};

type ReasonWords = {
	/** Why, in a word or two, without a full stop. */
	readonly says: string;
	/** The one change that would have delivered the message; null: no change of the script or the settings would. */
	readonly cure: string | null;
	/** Not there for what other events tell: how the message was lost on its way to the broker, or found no session. */
	narration?(drop: Drop): string;
};

/** Why a message was not delivered, in English. The clause of each: REASON_CLAUSE in the model. */
export const REASONS: Readonly<Record<DropReason, ReasonWords>> = {
	"no-session": {
		says: "Offline, clean session: no session kept",
		cure: "Connect the subscriber with clean_session = false",
	},
	"publish-qos-0": {
		says: "Publish QoS 0: not queued",
		cure: "Publish with QoS 1",
		narration: ({ reached, session }) => `${reached} ${session} is offline, and QoS 0 is not queued, so it is gone.`,
	},
	"subscription-qos-0": {
		says: "Subscription QoS 0",
		cure: "Subscribe with QoS 1",
		narration: ({ reached, session }) => `${reached} ${session} is offline and subscribed at QoS 0, which is not queued, so it is gone.`,
	},
	"queue-full": {
		says: "Queue full",
		cure: "Raise max_queued_messages, or reconnect earlier",
		narration: ({ reached, message, session, howFull, answer }) =>
			`${reached} The queue of ${session} is full${howFull}, so ${message} is dropped${answer === null ? "" : `; its publisher gets its ${answer} all the same`}.`,
	},
	"pushed-out": {
		says: "Queue full",
		cure: "Raise max_queued_messages, or reconnect earlier",
		narration: ({ message, session, howFull }) =>
			`${message} had waited longest for ${session}. The queue is full${howFull} and drops its oldest.`,
	},
	"session-discarded": {
		says: "Session discarded by a clean connect",
		cure: "Reconnect with clean_session = false",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. A clean connect threw the session away, and ${message} with it.`,
	},
	"session-ended": {
		says: "Clean session: it ended with its connection",
		cure: "Connect the subscriber with clean_session = false",
		narration: ({ message, session }) => `The clean session of ${session} ended with its connection, and ${message} with it.`,
	},
	"session-limit": {
		says: "Session discarded: the room holds no more sessions",
		cure: "Reconnect before other clients fill the room",
		narration: ({ message, session }) =>
			`The session of ${session} was discarded, because the room holds no more sessions, and ${message} with it.`,
	},
	"session-expired": {
		says: "Session expired: its client was away too long",
		cure: "Reconnect within persistent_client_expiration",
		narration: ({ message, session }) => `The session of ${session} expired, and ${message} with it.`,
	},
	"broker-restarted": {
		says: "The broker was restarted with persistence off, and kept nothing",
		cure: "Turn persistence on before the restart",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. The broker was restarted with persistence off, and kept nothing.`,
	},
	"broker-replaced": {
		says: "Another broker was started, and it begins with nothing",
		cure: null,
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. Another broker was started, and it begins with nothing.`,
	},
	"broker-forgets": {
		says: "The broker was restarted, and this broker can keep nothing",
		cure: null,
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. The broker was restarted, and this broker can keep nothing.`,
	},
	"sender-discarded": {
		says: "It never reached the broker, and its sender has no copy any more",
		cure: "Reconnect the same publisher with clean_session = false",
	},
	"lost-on-wire": {
		says: "On the wire when its connection ended, and QoS 0 is never sent again",
		cure: "Publish and subscribe with QoS 1",
	},
	"slow-reader": {
		says: "The subscriber’s wire was full, and QoS 0 is not kept for it",
		cure: "Publish and subscribe with QoS 1",
		narration: ({ message, session }) =>
			`${session}’s wire is full: more comes than it can take. ${message} is QoS 0, so it is dropped and not kept.`,
	},
	"id-held": {
		says: "Its packet id was still held: taken for the message before it",
		cure: "Finish the exchange of the message before it: send its PUBREL",
	},
	"connection-refused": {
		says: "Its connection ended before the broker took it",
		cure: "Publish after CONNACK 0, on a connection that stands",
	},
	refused: {
		says: "The broker refused to publish it",
		cure: "Publish what this broker allows",
	},
};

/** The reason on a badge; how full a queue was where max_queued_messages filled it. */
export function sayDrop({ reason, full: numbers }: Pick<GivenUp, "reason" | "full">): string {
	if (reason !== "queue-full" && reason !== "pushed-out") return REASONS[reason].says;
	const full = `Queue full${howFull(numbers)}`;
	return reason === "pushed-out" ? `${full}: the oldest goes, pushed out by a newer one` : full;
}

/** " (8 of 8)", " (10 wait; the limit is 3)" */
export function howFull(full: GivenUp["full"]): string {
	return full == null ? "" : ` (${sayQueue(full)})`;
}

/** What would have delivered the message. A message published at QoS 0 needs that changed too before a session is of any use to it. */
export function cureOf(reason: DropReason, message: Pick<Message, "qos"> | undefined, grantedQos?: QoS): string | null {
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
