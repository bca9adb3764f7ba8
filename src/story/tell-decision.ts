import { traitsOf } from "#contract/brokers.ts";
import type { EndReason, FactOf, SessionFact } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { QoS } from "#mqtt/packet.ts";
import { bytes } from "./packet-line.ts";
import { REASONS, sayDrop } from "./reasons.ts";
import type { Told } from "./tell.ts";
import { asClause, clientAt, heldBy, LEFT, limitOf, list, type Sides, waitText } from "./told-names.ts";

type PublicationFact = FactOf<
	"publication.accepted" | "publication.duplicate" | "publication.refused" | "retained.set" | "retained.cleared"
>;
type DeliveryFact = FactOf<"delivery.queued" | "delivery.sent" | "delivery.released" | "delivery.acked" | "delivery.dropped">;

/** What the broker and its store decided, with the clause it rests on. */
export function tellDecision(event: SessionFact | PublicationFact | DeliveryFact | FactOf<"connection.closed">, sides: Sides): Told {
	if (event.type === "connection.closed") {
		const client = clientAt(sides, event.connection);
		const text = `Connection of ${client ?? event.connection} ended: ${asClause(event.says)}`;
		return { clientIds: client === null ? [] : [client], message: null, text, clause: event.clause };
	}
	if ("delivery" in event) return tellDelivery(event, sides);
	return "session" in event ? tellSession(event, sides) : tellPublication(event);
}

function tellSession(event: SessionFact, sides: Sides): Told {
	const { session } = event;
	const told = (text: string, clause: string | null, message: string | null = null): Told => ({
		clientIds: [session],
		message,
		text,
		clause,
	});
	switch (event.type) {
		case "session.created":
			if (event.cleanSession) return told(`New clean session for ${session}: ends with the connection`, "MQTT-3.1.2-6");
			return told(`New session for ${session}: kept when it leaves`, "MQTT-3.1.2-4");
		case "session.resumed": {
			const held = sides.world.sessions[session];
			const state =
				held === undefined || !traitsOf(sides.world.settings).storeSeen
					? ""
					: `: ${held.inflight.length} in flight, ${held.queue.length} queued`;
			return told(`Resumed the session of ${session}${state}`, "MQTT-3.2.2-2");
		}
		case "session.offline":
			return told(`Session of ${session} kept, offline: it ${LEFT[event.reason]}`, "MQTT-3.1.2-4");
		case "session.discarded":
			return told(`Session of ${session} discarded${DISCARDED[event.reason]}${heldText(sides, session)}`, CLAUSE_OF_END[event.reason]);
		case "subscription.added":
			return told(`${session} subscribed to '${event.filter}', granted QoS ${event.qos}`, "MQTT-3.8.4-5");
		case "subscription.replaced":
			return told(`${session} subscribed to '${event.filter}' again, granted QoS ${event.qos}`, "MQTT-3.8.4-3");
		case "subscription.removed":
			return told(`${session} unsubscribed from '${event.filter}'`, "MQTT-3.10.4-1");
		case "subscription.refused":
			return told(`Refused ${session} the filter '${event.filter}'`, "MQTT-3.8.4-5");
		case "incoming.held":
			return told(`Holding id #${event.packetId} of ${session} (${event.message}) until PUBREL`, "MQTT-4.3.3-2", event.message);
		case "incoming.released":
			return told(`Released id #${event.packetId} of ${session}`, "MQTT-4.3.3-2");
		case "will.armed":
			return told(`Keeping the will of ${session} (q${event.qos}, r${event.retain ? 1 : 0}, '${event.topic}')`, "MQTT-3.1.2-8");
		case "will.disarmed":
			return told(`Forgot the will of ${session}`, "MQTT-3.14.4-3");
		case "will.fired":
			return told(`Publishing the will of ${session}, ${event.message}: it ${LEFT[event.reason]}`, "MQTT-3.1.2-8", event.message);
		default:
			return unreachable(event);
	}
}

const DISCARDED = {
	"clean-connect": " by a clean connect",
	"connection-closed": " with its connection",
	limit: ": session limit of this room",
	expired: ": persistent_client_expiration is over",
	restart: " with the restart of the broker",
	"not-present": ": CONNACK said that none is present",
} as const satisfies Record<EndReason, string>;
const CLAUSE_OF_END = {
	"clean-connect": "MQTT-3.1.2-6",
	"connection-closed": "MQTT-3.1.2-6",
	limit: "4.1",
	expired: "4.1",
	restart: "4.1",
	"not-present": "MQTT-3.2.2-2",
} as const satisfies Record<EndReason, string>;

/** As Aedes ships, what a session holds cannot be seen. */
function heldText(sides: Sides, session: string): string {
	return traitsOf(sides.world.settings).storeSeen ? `; it held ${list(heldBy(sides, session))}` : "";
}

function tellPublication(event: PublicationFact): Told {
	const { message } = event;
	switch (event.type) {
		case "publication.accepted": {
			const what = `q${event.qos}, r${event.retain ? 1 : 0}, '${event.topic}', ${bytes(event.payloadBytes)}`;
			return {
				clientIds: [event.publisher],
				message,
				text: `Accepted ${message} from ${event.publisher} (${what})`,
				clause: "MQTT-4.5.0-1",
			};
		}
		case "publication.duplicate": {
			const text = `${message} came again from ${event.publisher} as #${event.packetId}: not published twice`;
			return { clientIds: [event.publisher], message, text, clause: "MQTT-4.3.3-2" };
		}
		case "publication.refused": {
			const done = event.acknowledged ? "Acknowledged" : "Did not take";
			const text = `${done} ${message} from ${event.publisher}, not published: ${asClause(event.says)}`;
			return { clientIds: [event.publisher], message, text, clause: event.clause };
		}
		case "retained.set": {
			const instead = event.replaced === null ? "" : `, in place of ${event.replaced}`;
			return { clientIds: [], message, text: `Retained ${message} for '${event.topic}'${instead}`, clause: "MQTT-3.3.1-5" };
		}
		case "retained.cleared":
			return { clientIds: [], message, text: `Removed the retained message of '${event.topic}': empty payload`, clause: "MQTT-3.3.1-10" };
		default:
			return unreachable(event);
	}
}

function tellDelivery(event: DeliveryFact, sides: Sides): Told {
	const { session, message } = event;
	const told = (text: string, clause: string | null): Told => ({ clientIds: [session], message, text, clause });
	switch (event.type) {
		case "delivery.queued":
			if (event.why === "offline") {
				const clause = event.qos === 0 ? "3.1.2.4" : "MQTT-3.1.2-5";
				const allowed = event.qos === 0 ? " (queue_qos0_messages)" : "";
				return told(`Queued ${message} for ${session}: offline, session kept, QoS ${event.qos}${allowed}`, clause);
			}
			return told(`Queued ${message} for ${session}: ${waitText(event.qos, sides.world.sessions[session])}`, "4.1");
		case "delivery.sent": {
			const id = event.packetId === null ? "" : `, #${event.packetId}`;
			const from = event.attempt > 1 ? ` again, sending ${event.attempt}` : FROM[event.from];
			return told(`Sending ${message} to ${session} (q${event.qos}, d${event.dup ? 1 : 0}${id})${from}`, clauseOfSending(event, sides));
		}
		case "delivery.released":
			return told(`${session} has ${message} (PUBREC #${event.packetId}): releasing it`, "MQTT-4.3.3-1");
		case "delivery.acked":
			return told(`${session} acknowledged ${message} (#${event.packetId}): delivered`, ackClause(message, sides, session));
		case "delivery.dropped":
			return told(
				`Dropped ${message} for ${session}: ${lower(sayDrop(event.reason, limitOf(sides.world, message, session)))}`,
				REASONS[event.reason].clause,
			);
		default:
			return unreachable(event);
	}
}

const FROM = { live: "", queue: ", from the queue", retained: ", the retained copy" } as const;

function clauseOfSending(event: FactOf<"delivery.sent">, { world }: Sides): string | null {
	if (event.attempt > 1) return event.dup ? "MQTT-3.3.1-1" : "MQTT-4.4.0-1";
	if (event.from === "retained") return "MQTT-3.3.1-8";
	const published: QoS | undefined = world.messages[event.message]?.qos;
	if (published !== undefined && event.qos < published) return "MQTT-3.8.4-6";
	return event.qos === 0 ? "MQTT-4.3.1-1" : null;
}

function ackClause(message: string, { before }: Sides, session: string): string {
	const inflight = before.sessions[session]?.inflight.find((delivery) => delivery.message === message);
	return inflight?.qos === 2 ? "MQTT-4.3.3-1" : "MQTT-4.3.2-2";
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
