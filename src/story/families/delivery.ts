import type { EventOf } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { clauseOfAck, clauseOfSending, clauseOfWaiting, REASON_CLAUSE } from "#model/clause-of.ts";
import { limitOf } from "#model/queue-limit.ts";
import type { World } from "#model/world.ts";
import type { Announced, Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";
import { lower, many } from "#story/phrases.ts";
import { reachedText } from "#story/reached.ts";
import { REASONS, sayDrop } from "#story/reasons.ts";

type DeliveryFact = "delivery.queued" | "delivery.sent" | "delivery.released" | "delivery.acked" | "delivery.dropped";

/** One message for one session, from the queue to its end. */
export const DELIVERY_WORDS: Family<DeliveryFact> = {
	"delivery.queued": {
		line: (event, worlds) =>
			decisionLine(
				event.session,
				`Queued ${event.message} ${queuedText(event, worlds)}`,
				clauseOfWaiting(event.why, event.qos),
				event.message,
			),
		narration({ message, session, qos, why }, { world }) {
			if (why !== "offline") return `${message} waits for ${session}: ${waitText(world, session, qos)}.`;
			const allowed = qos === 0 ? ": queue_qos0_messages is on" : "";
			return `${reachedText(message, world)} ${session} is offline, its session is kept, and QoS ${qos} is queued${allowed}.`;
		},
		announcement: (event, worlds) => fromTheMessage(event.message, "queued", queuedText(event, worlds)),
	},
	"delivery.sent": {
		line(event, { world }) {
			const { message, session, qos, dup, packetId, attempt, from } = event;
			const id = packetId === null ? "" : `, #${packetId}`;
			const whence = attempt > 1 ? ` again, sending ${attempt}` : FROM[from];
			const text = `Sending ${message} to ${session} (q${qos}, d${dup ? 1 : 0}${id})${whence}`;
			return decisionLine(session, text, clauseOfSending(event, world), message);
		},
		// In the moment of its return, the session itself tells what it sends.
		narration: (event, { world }) => (isResuming(event.session, world) && event.from !== "retained" ? null : narrateSent(event, world)),
	},
	"delivery.released": {
		line: ({ message, session, packetId }) =>
			decisionLine(session, `${session} has ${message} (PUBREC #${packetId}): releasing it`, "MQTT-4.3.3-1", message),
		narration: ({ message, session, packetId }) => `PUBREC #${packetId} came: ${session} has ${message}. The broker sends PUBREL.`,
	},
	"delivery.acked": {
		line(event, { before }) {
			const { message, session, packetId } = event;
			return decisionLine(session, `${session} acknowledged ${message} (#${packetId}): delivered`, clauseOfAck(event, before), message);
		},
		narration: ({ message, session, packetId }) => `${message} is delivered. ${session} acknowledged #${packetId}.`,
	},
	"delivery.dropped": {
		line: (event, worlds) =>
			decisionLine(event.session, `Dropped ${event.message} ${droppedText(event, worlds)}`, REASON_CLAUSE[event.reason], event.message),
		narration({ message, session, reason }, { world }) {
			const limit = limitOf(world, message, session);
			const howFull = limit === null ? "" : ` (${limit} of ${limit})`;
			const { qos } = world.messages[message] ?? {};
			return REASONS[reason].narration({ message, session, reached: reachedText(message, world), howFull, qos });
		},
		announcement: (event, worlds) => fromTheMessage(event.message, "dropped", droppedText(event, worlds)),
	},
};

function queuedText({ session, qos, why }: EventOf<"delivery.queued">, { world }: BothWorlds): string {
	if (why !== "offline") return `for ${session}: ${waitText(world, session, qos)}`;
	return `for ${session}: offline, session kept, QoS ${qos}${qos === 0 ? " (queue_qos0_messages)" : ""}`;
}

function droppedText({ session, message, reason }: EventOf<"delivery.dropped">, { world }: BothWorlds): string {
	return `for ${session}: ${lower(sayDrop(reason, limitOf(world, message, session)))}`;
}

/** "m1 queued for sub-1: offline, session kept, QoS 1.": the listener hears first which message this is about. */
function fromTheMessage(message: string, what: "queued" | "dropped", text: string): Announced {
	return { politely: `${message} ${what} ${text}.` };
}

/** Why a message waits for a client that is here. QoS 0 needs no acknowledgement: such a message keeps its place behind the others. */
function waitText({ sessions }: World, session: string, qos: EventOf<"delivery.queued">["qos"]): string {
	if (qos === 0) return "others wait before it";
	return `${many(sessions[session]?.inflight.length ?? 0, "message")} sent and unacknowledged`;
}

const FROM = { live: "", queue: ", from the queue", retained: ", the retained copy" } as const;

function isResuming(session: string, { clients, at }: World): boolean {
	const phase = clients[session]?.phase;
	return phase?.phase === "connecting" || (phase?.phase === "connected" && phase.sessionPresent && phase.since === at);
}

function narrateSent({ message, session, qos, dup, attempt, from }: EventOf<"delivery.sent">, world: World): string {
	if (attempt > 1) return `The broker sends ${message} to ${session} again${dup ? ", with DUP = 1" : ""}: it was never acknowledged.`;
	switch (from) {
		case "live":
			return `${reachedText(message, world)} It goes on to ${session} at QoS ${qos}.`;
		case "queue":
			return `The broker is sending ${message} to ${session} from the queue.`;
		case "retained":
			return `${session} subscribed, so the broker sends it the retained ${message}.`;
		default:
			return unreachable(from);
	}
}
