import type { DropReason, FactOf } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { World } from "#model/world.ts";
import { asClause, limitOf, type Sides, waitText } from "./told-names.ts";

type MessageFact = FactOf<
	| "publication.accepted"
	| "publication.duplicate"
	| "publication.refused"
	| "retained.set"
	| "retained.cleared"
	| "delivery.queued"
	| "delivery.sent"
	| "delivery.released"
	| "delivery.acked"
	| "delivery.dropped"
>;

export function narrateDelivery(event: MessageFact, sides: Sides): string | null {
	const { message } = event;
	switch (event.type) {
		case "publication.accepted":
			return narrateAccepted(event, sides);
		case "publication.duplicate":
			return `${message} came again as #${event.packetId}. The broker knows that id, so it is not published twice.`;
		case "publication.refused":
			return `The broker ${event.acknowledged ? "acknowledged" : "did not take"} ${message}${event.acknowledged ? " but did not publish it" : ""}: ${asClause(event.says)}.`;
		case "retained.set":
			return `The broker keeps ${message} as the retained message of ${event.topic}${event.replaced === null ? "" : `, in place of ${event.replaced}`}.`;
		case "retained.cleared":
			return `An empty retained message: the broker keeps nothing for ${event.topic} now.`;
		case "delivery.queued":
			if (event.why === "offline") {
				const allowed = event.qos === 0 ? ": queue_qos0_messages is on" : "";
				return `${reachedText(message, sides.world)} ${event.session} is offline, its session is kept, and QoS ${event.qos} is queued${allowed}.`;
			}
			return `${message} waits for ${event.session}: ${waitText(event.qos, sides.world.sessions[event.session])}.`;
		case "delivery.sent":
			return isResuming(event.session, sides) && event.from !== "retained" ? null : narrateSent(event, sides.world);
		case "delivery.released":
			return `PUBREC #${event.packetId} came: ${event.session} has ${message}. The broker sends PUBREL.`;
		case "delivery.acked":
			return `${message} is delivered. ${event.session} acknowledged #${event.packetId}.`;
		case "delivery.dropped":
			return narrateDrop(event, sides);
		default:
			return unreachable(event);
	}
}

/** The fates that follow in the same moment say more; this stands only when there is none. */
function narrateAccepted(event: FactOf<"publication.accepted">, { world }: Sides): string {
	const { message } = event;
	const fates = Object.entries(world.fates[message] ?? {});
	const away = fates.find(([, fate]) => fate.fate === "dropped");
	const reached = reachedText(message, world);
	if (fates.length === 0) return `${reached} Nobody has subscribed to ${event.topic}.`;
	if (fates.some(([, fate]) => fate.fate === "inflight")) return reached;
	if (fates.some(([, fate]) => fate.fate === "unseen")) return `${reached} What becomes of it shows on the wires.`;
	if (away !== undefined) {
		const [who, fate] = away;
		const clean = fate.fate === "dropped" && fate.reason === "no-session";
		return `${reached} ${who} ${clean ? "left with clean_session = true: no session was kept" : "has no session any more"}, so it is gone.`;
	}
	return `${reached} No subscription matches ${event.topic}.`;
}

/** In the moment of its coming back the session itself tells what it sends. */
function isResuming(session: string, { world }: Sides): boolean {
	const phase = world.clients[session]?.phase;
	return phase?.phase === "connecting" || (phase?.phase === "connected" && phase.sessionPresent && phase.since === world.at);
}

function narrateSent(event: FactOf<"delivery.sent">, world: World): string | null {
	const { message, session } = event;
	if (event.attempt > 1)
		return `The broker sends ${message} to ${session} again${event.dup ? ", with DUP = 1" : ""}: it was never acknowledged.`;
	switch (event.from) {
		case "live":
			return `${reachedText(message, world)} It goes on to ${session} at QoS ${event.qos}.`;
		case "queue":
			return `The broker is sending ${message} to ${session} from the queue.`;
		case "retained":
			return `${session} subscribed, so the broker sends it the retained ${message}.`;
		default:
			return unreachable(event.from);
	}
}

function narrateDrop(event: FactOf<"delivery.dropped">, { world }: Sides): string {
	const { message, session } = event;
	const reached = reachedText(message, world);
	const limit = limitOf(world, message, session);
	const howFull = limit === null ? "" : ` (${limit} of ${limit})`;
	const acknowledged = world.messages[message]?.qos === 0 ? "" : "; its publisher gets its PUBACK all the same";
	const reasons: Record<DropReason, string> = {
		"no-session": `${reached} ${session} left with clean_session = true: no session was kept, so it is gone.`,
		"publish-qos-0": `${reached} ${session} is offline, and QoS 0 is not queued, so it is gone.`,
		"subscription-qos-0": `${reached} ${session} is offline and subscribed at QoS 0, which is not queued, so it is gone.`,
		"queue-full": `${reached} The queue of ${session} is full${howFull}, so it is dropped${acknowledged}.`,
		"pushed-out": `${message} had waited longest for ${session}. The queue is full${howFull} and drops its oldest.`,
		"session-discarded": `${message} was waiting for ${session}. A clean connect threw the session away, and ${message} with it.`,
		"session-ended": `The clean session of ${session} ended with its connection, and ${message} with it.`,
		"session-limit": `The session of ${session} was discarded, because the room holds no more, and ${message} with it.`,
		"session-expired": `The session of ${session} expired, and ${message} with it.`,
		"broker-restarted": `${message} was waiting for ${session}. The broker was restarted and kept nothing.`,
		"id-held": `${message} came under a packet id that was still held, so the broker took it for the message before it.`,
		"connection-refused": `${message} came, but its connection ended before the broker took it.`,
		"sender-discarded": `${message} never reached the broker, and its sender threw its copy away with its clean session.`,
		"lost-on-wire": `${message} was on ${session}’s wire when it was cut. QoS 0 is never sent again, so it is gone.`,
		"slow-reader": `${session} reads too slowly. ${message} is QoS 0, so it is dropped and not kept.`,
		refused: `The broker did not publish ${message}.`,
	};
	return reasons[event.reason];
}

/** A will comes from the broker itself. */
function reachedText(message: string, { messages }: World): string {
	return messages[message]?.kind === "will" ? `The broker published the will ${message}.` : `${message} reached the broker.`;
}
