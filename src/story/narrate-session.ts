import { traitsOf } from "#contract/brokers.ts";
import type { FactOf, SessionFact } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { expiryText } from "./say-settings.ts";
import { clockText, heldBy, LEFT, list, many, type Sides } from "./told-names.ts";

export function narrateSession(event: SessionFact, sides: Sides): string | null {
	const { session } = event;
	switch (event.type) {
		case "session.created":
			if (event.cleanSession) return `The broker opened a clean session for ${session} (sp=0). It ends with the connection.`;
			return `The broker opened a session for ${session} (sp=0) and keeps it when ${session} leaves.`;
		case "session.resumed":
			return narrateResumed(session, sides);
		case "session.offline":
			if (event.reason === "broker-restart") return null; // the restart tells it
			if (event.reason === "cut") return `Cable cut. ${session} is offline without DISCONNECT, and the broker keeps its session.`;
			return `Unplugged. ${session} ${LEFT[event.reason]}, and the broker keeps its session.`;
		case "session.discarded":
			return narrateDiscarded(event, sides);
		case "subscription.added":
			return `${session} subscribed to ${event.filter}. The broker granted QoS ${event.qos}.`;
		case "subscription.replaced":
			return `${session} subscribed to ${event.filter} again. The broker granted QoS ${event.qos}, and sends what is retained again.`;
		case "subscription.removed":
			return `${session} unsubscribed from ${event.filter}. What was queued for it stays.`;
		case "subscription.refused":
			return `The broker refused ${session} the filter ${event.filter}.`;
		case "incoming.held":
			return `The broker has ${event.message} from ${session} and holds #${event.packetId} until PUBREL, so that it is not published twice.`;
		case "incoming.released":
		case "will.armed":
		case "will.disarmed":
			return null;
		case "will.fired":
			return `${session} ${LEFT[event.reason]}, so the broker publishes its will ${event.message}.`;
		default:
			return unreachable(event);
	}
}

function narrateResumed(session: string, { world }: Sides): string {
	// What Aedes as it ships has waiting cannot be seen.
	if (!traitsOf(world.settings).storeSeen) return `${session} is back. The broker found its session (sp=1).`;
	const held = world.sessions[session];
	const waiting = [...(held?.inflight ?? []), ...(held?.queue ?? [])].map((delivery) => delivery.message);
	const then = waiting.length === 0 ? ". Nothing was waiting in it." : ` and is sending ${list(waiting)}.`;
	return `${session} is back. The broker found its session (sp=1)${then}`;
}

function narrateDiscarded(event: FactOf<"session.discarded">, sides: Sides): string | null {
	const { session } = event;
	const held = heldBy(sides, session);
	const lost = held.length === 0 ? "" : ` It held ${list(held)}.`;
	switch (event.reason) {
		case "clean-connect":
			return `Session of ${session} discarded by a clean connect at ${clockText(sides.world.at)}.${lost}`;
		case "connection-closed":
			return `${session} left, and its clean session ended with the connection.${lost}`;
		case "limit":
			return `Session of ${session} discarded: this room holds ${many(Object.keys(sides.world.sessions).length, "session")} at most.${lost}`;
		case "expired":
			return `Session of ${session} expired at ${clockText(sides.world.at)}: ${session} was away for ${awayText(sides, session)}.${lost}`;
		case "not-present":
			return `CONNACK said sp=0: the broker has no session of ${session} any more.`;
		case "restart":
			return null; // the restart tells it
		default:
			return unreachable(event.reason);
	}
}

function awayText({ before }: Sides, session: string): string {
	const offline = before.sessions[session]?.offline;
	if (offline == null || offline.expiresAt === null) return "too long";
	return `${expiryText(Math.round((offline.expiresAt - offline.since) / 1_000))} (persistent_client_expiration)`;
}
