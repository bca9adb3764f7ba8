import type { DropReason } from "#contract/reasons.ts";
import type { GivenUp } from "#model/delivered.ts";
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
	/** Not there for what other events tell: how the message was lost on its way to the broker, or found no session. */
	narration?(drop: Drop): string;
};

/** Why a message was not delivered, in English. The clause of each: REASON_CLAUSE in the model. */
export const REASONS: Readonly<Record<DropReason, ReasonWords>> = {
	"no-session": {
		says: "Offline, and its clean session was not kept",
	},
	"publish-qos-0": {
		says: "Published at QoS 0, so not queued",
		narration: ({ reached, message, session }) =>
			`${reached} ${session} is offline, and QoS 0 messages are not queued: ${message} is gone.`,
	},
	"subscription-qos-0": {
		says: "Subscribed at QoS 0, so not queued",
		narration: ({ reached, message, session }) =>
			`${reached} ${session} is offline and subscribed at QoS 0, and QoS 0 messages are not queued: ${message} is gone.`,
	},
	"queue-full": {
		says: "Queue full",
		narration: ({ reached, message, session, howFull, answer }) =>
			`${reached} The queue of ${session} is full${howFull}, so ${message} is dropped${answer === null ? "" : `; its publisher gets its ${answer} all the same`}.`,
	},
	"pushed-out": {
		says: "Queue full",
		narration: ({ message, session, howFull }) =>
			`${message} had waited longest for ${session}. The queue is full${howFull} and drops its oldest.`,
	},
	"session-discarded": {
		says: "Session discarded by a clean connect",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. A clean connect threw the session away, and ${message} with it.`,
	},
	"session-ended": {
		says: "Clean session: it ended with its connection",
		narration: ({ message, session }) => `The clean session of ${session} ended with its connection, and ${message} with it.`,
	},
	"session-limit": {
		says: "Session discarded: the room holds no more sessions",
		narration: ({ message, session }) =>
			`The session of ${session} was discarded, because the room holds no more sessions, and ${message} with it.`,
	},
	"session-expired": {
		says: "Session expired: its client was away too long",
		narration: ({ message, session }) => `The session of ${session} expired, and ${message} with it.`,
	},
	"broker-restarted": {
		says: "The broker was restarted with persistence off, and kept nothing",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. The broker was restarted with persistence off, and kept nothing.`,
	},
	"broker-replaced": {
		says: "Another broker was started, and it begins with nothing",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. Another broker was started, and it begins with nothing.`,
	},
	"broker-forgets": {
		says: "The broker was restarted, and this broker can keep nothing",
		narration: ({ message, session }) =>
			`The broker held ${message} for ${session}. The broker was restarted, and this broker can keep nothing.`,
	},
	"sender-discarded": {
		says: "It never reached the broker, and its sender has no copy any more",
	},
	"lost-on-wire": {
		says: "On the wire when its connection ended, and QoS 0 is never sent again",
	},
	"slow-reader": {
		says: "The subscriber’s wire was full, and QoS 0 is not kept for it",
		narration: ({ message, session }) =>
			`${session}’s wire is full: more comes than it can take. ${message} is QoS 0, so it is dropped and not kept.`,
	},
	"id-held": {
		says: "Its packet id was still held: taken for the message before it",
	},
	"connection-refused": {
		says: "Its connection ended before the broker took it",
	},
	refused: {
		says: "The broker refused to publish it",
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
