import type { World } from "#model/world.ts";
import { isSilent } from "./client-phase.ts";

/** Whether anything is on the wires of these clients, or in a handshake of theirs that would go on by itself. On a silent wire, nothing goes on. */
export function nothingUnderWay(world: World, cast: readonly string[]): boolean {
	for (const { connection, still } of Object.values(world.packets)) {
		if (still) continue;
		const clientId = world.connections[connection]?.clientId;
		if (clientId === null || clientId === undefined || cast.includes(clientId)) return false;
	}
	return cast.every((clientId) => isAtRest(world, clientId));
}

function isAtRest(world: World, clientId: string): boolean {
	const client = world.clients[clientId];
	if (client === undefined || client.phase.phase === "offline" || isSilent(world, clientId)) return true;
	if (client.phase.phase !== "connected") return false;
	if (client.outgoing.length > 0 || client.incoming.length > 0) return false;
	const session = world.sessions[clientId];
	if (
		session !== undefined &&
		(session.awaitsRetained || session.queue.length > 0 || session.inflight.length > 0 || session.incoming.length > 0)
	)
		return false;
	// The message has been accepted, and the broker has not handed it out yet: it is not on any wire or in any queue.
	return Object.values(world.fates).every((bySubscriber) => {
		const fate = bySubscriber[clientId];
		return fate?.fate !== "inflight" || fate.why === "with-sender";
	});
}
