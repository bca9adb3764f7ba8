import type { PacketFields } from "#contract/event.ts";
import { connectionOf, isHeld, ownConnectionOf, phaseOf } from "#script/client-phase.ts";
import { nothingUnderWay } from "#script/under-way.ts";
import type { Look, Now, Reached } from "./verb.ts";

/** Through as soon as `so` holds and nothing of the cast is under way any longer. */
export function throughOnce(so: boolean, { sent, world, lab, cast }: Look): Reached {
	return so && (sent || nothingUnderWay(world, cast, lab)) ? "through" : "not-yet";
}

/** Through as soon as this page holds an accepted connection of the client. */
export function throughOnline(clientId: string, look: Look): Reached {
	const { world, lab } = look;
	if (phaseOf(world, clientId) === "connected" && ownConnectionOf(world, lab, clientId) !== null) return throughOnce(true, look);
	return stoppedOffline(clientId, look) ?? "not-yet";
}

/** The packet of this step stands on a held wire: it arrives when a person, or a later step, lets it go. */
export function standsOnHeldWire(clientId: string, type: PacketFields["type"], { world, before }: Look): boolean {
	if (!isHeld(world, clientId)) return false;
	const connection = connectionOf(world, clientId);
	return Object.values(world.packets).some(
		({ packet, connection: its, fields }) => its === connection && fields.type === type && before.packets[packet] === undefined,
	);
}

/** Null: the client is still here, or may still come. */
export function stoppedOffline(clientId: string, now: Now): { readonly stopped: string } | null {
	return isGone(clientId, now) ? { stopped: `${clientId} went offline before this step was finished.` } : null;
}

/** For steps that end the connection of their client: through as soon as both ends have let go of the connection. */
export function throughGone({ client }: { readonly client: string }, look: Look): Reached {
	return throughOnce(isGone(client, look), look);
}

/** Both ends have let go of the connection of this client. */
export function isGone(clientId: string, { world, lab }: Now): boolean {
	return ownConnectionOf(world, lab, clientId) === null && !isPlugged(clientId, { lab });
}

/** Whether mqtt.js holds a connection of this client. */
export function isPlugged(clientId: string, { lab }: Pick<Now, "lab">): boolean {
	return lab.clients[clientId]?.plugged === true;
}

/** Whether this page holds a connection of the client that is not ending. */
export function isHere(clientId: string, { world, lab }: Now): boolean {
	return ownConnectionOf(world, lab, clientId) !== null && phaseOf(world, clientId) !== "leaving";
}
