import type { RoomEvent } from "#contract/event.ts";
import type { World } from "#model/world.ts";
import { narrate } from "./narrate.ts";
import { logLine } from "./tell.ts";

export type Announcement = { readonly urgent: boolean; readonly text: string };

/**
 * What a screen reader is told of an event: fate changes politely, a cut, a discarded session and the end of the room at once.
 * Transit is not announced, except for what a step lets go.
 */
export function announce(event: RoomEvent, world: World, before: World = world): Announcement | null {
	switch (event.type) {
		case "session.discarded":
		case "broker.restarted":
		case "wire.silenced":
		case "room.closing":
		case "room.cleared":
			return spoken(narrate(event, world, before), true);
		case "connection.closed":
			return event.reason === "disconnect"
				? null
				: spoken(narrate(event, world, before), event.reason === "cut" || event.reason === "room-closed");
		case "delivery.queued":
		case "delivery.dropped":
			// "m1 queued for sub-1: offline, session kept, QoS 1."
			return spoken(short(logLine(event, world, before)?.text ?? null, event.message), false);
		case "publication.accepted":
			// The fates that follow are what is told; this stands for itself only when nobody gets it.
			return awaited(world, event.message) ? null : spoken(narrate(event, world, before), false);
		case "packet.arrived":
			return event.stepped ? spoken(narrate(event, world, before), false) : null;
		case "session.offline":
			// Otherwise the end of the connection tells it.
			return event.reason === "disconnect" ? spoken(narrate(event, world, before), false) : null;
		case "packet.entered":
		case "packet.passed":
			return null;
		default:
			return spoken(narrate(event, world, before), false);
	}
}

function awaited(world: World, message: string): boolean {
	return Object.values(world.fates[message] ?? {}).some((fate) => fate.fate === "inflight");
}

function spoken(text: string | null, urgent: boolean): Announcement | null {
	return text === null ? null : { urgent, text };
}

/** "Queued m1 for sub-1: …" said from the message's side. */
function short(text: string | null, message: string): string | null {
	if (text === null) return null;
	const [verb = "", , ...rest] = text.split(" ");
	return `${message} ${verb.toLowerCase()} ${rest.join(" ")}.`;
}
