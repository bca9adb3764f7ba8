import type { EventOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { clauseOfAck, clauseOfSending, clauseOfWaiting, REASON_CLAUSE } from "#model/clause-of.ts";
import { givenUp, whyWaits } from "#model/given-up.ts";
import type { World } from "#model/world.ts";
import type { Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";
import { lower, ordinal } from "#story/phrases.ts";
import { reachedText } from "#story/reached.ts";
import { howFull, REASONS } from "#story/reasons.ts";
import { announceGivenUp, logGivenUp, sayGivenUp } from "#story/say-given-up.ts";
import { unacknowledgedText } from "#story/say-waiting.ts";

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
		narration({ message, session, qos, why }, { world, before }) {
			if (why !== "offline") return `${message} waits for ${session}: ${waitText(world, session, qos)}.`;
			const allowed = qos === 0 ? " and queue_qos0_messages is on" : "";
			const reached = isLive({ message, session }, before) ? `${reachedText(message, world)} ` : "";
			return `${reached}${session} is offline. Its session is kept${allowed}, so ${message} is queued for it at QoS ${qos}.`;
		},
		// The listener hears first which message this is about.
		announcement: (event, worlds) => ({ politely: `${event.message} queued ${queuedText(event, worlds)}.` }),
	},
	"delivery.sent": {
		line(event, { world }) {
			const { message, session, qos, dup, packetId, attempt, from } = event;
			const id = packetId === null ? "" : `, #${packetId}`;
			const whence = attempt > 1 ? `, for the ${ordinal(attempt)} time` : FROM[from];
			const text = `Sending ${message} to ${session}${attempt > 1 ? " again" : ""} (QoS ${qos}, DUP = ${dup ? 1 : 0}${id})${whence}`;
			return decisionLine(session, text, clauseOfSending(event, world), message);
		},
		// In the moment of its return, the session itself tells what it sends.
		narration: (event, { world }) => (isResuming(event.session, world) && event.from !== "retained" ? null : narrateSent(event, world)),
	},
	"delivery.released": {
		line: ({ message, session, packetId }) =>
			decisionLine(session, `${session} has ${message} (PUBREC #${packetId}): releasing it`, "MQTT-4.3.3-1", message),
		narration: ({ message, session, packetId }) => `PUBREC #${packetId} came: ${session} has ${message}. PUBREL is due.`,
	},
	"delivery.acked": {
		line(event, { before }) {
			const { message, session, packetId } = event;
			return decisionLine(session, `${session} acknowledged ${message} (#${packetId}): delivered`, clauseOfAck(event, before), message);
		},
		narration: ({ message, session, packetId }) => `${message} is delivered. ${session} acknowledged #${packetId}.`,
	},
	"delivery.dropped": {
		line(event, { before }) {
			const { message, session, reason } = event;
			return decisionLine(session, logGivenUp(message, session, givenUp(before, event)), REASON_CLAUSE[reason], message);
		},
		narration: narrateGivenUp,
		announcement: (event, { before }) => ({ politely: announceGivenUp(event.message, event.session, givenUp(before, event)) }),
	},
};

function queuedText({ session, qos, why }: EventOf<"delivery.queued">, { world }: BothWorlds): string {
	if (why !== "offline") return `for ${session}: ${waitText(world, session, qos)}`;
	return `for ${session}: offline, session kept, QoS ${qos}${qos === 0 ? " (queue_qos0_messages)" : ""}`;
}

function narrateGivenUp(event: EventOf<"delivery.dropped">, { world, before }: BothWorlds): string {
	const { message, session } = event;
	const end = givenUp(before, event);
	if (end.unconfirmed !== null)
		return `${message} reached ${session} at QoS ${end.qos}. Its ${end.unconfirmed} never reached the broker, and the session of ${session} ended.`;
	if (end.has)
		return `One more copy of ${message} for ${session} is dropped: ${lower(sayGivenUp(end))}. ${session} has ${message} already.`;
	const live = isLive(event, before);
	const reached = live ? reachedText(message, world) : `${session} subscribed, and ${message} is retained.`;
	const { qos, kind } = world.messages[message] ?? {};
	const answer = !live || kind === "will" || !qos ? null : qos === 1 ? "PUBACK" : "PUBREC";
	return (
		REASONS[end.reason].narration?.({ message, session, reached, howFull: howFull(end.full), answer }) ??
		`${logGivenUp(message, session, end)}.`
	);
}

/** Whether the message has just reached the broker, and is now decided on for this session; otherwise it is a retained copy. */
function isLive({ message, session }: { readonly message: string; readonly session: string }, before: World): boolean {
	const fate = before.fates[message]?.[session];
	return fate?.fate === "inflight" && fate.why === "at-broker";
}

/** Why a message waits for a client that is here. */
function waitText(world: World, session: string, qos: EventOf<"delivery.queued">["qos"]): string {
	const { inflight = [], queue = [] } = world.sessions[session] ?? {};
	const why = whyWaits(world, session);
	if (qos > 0 && why === "window-full") return `${many(inflight.length, "message")} sent and unacknowledged`;
	if (qos > 0 && (why === "window-bytes" || why === "window-count")) return unacknowledgedText(why);
	return queue.length > 1 ? "others wait before it" : `it waits for its turn`;
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
