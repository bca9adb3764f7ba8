import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";
import { standsStill } from "./client-phase.ts";

/**
 * Whether anything is on the wires of these clients, or in a handshake of theirs that would go on by itself. On a silent or held wire, nothing
 * goes on; nor does a handshake whose acknowledgement its client never sends.
 */
export function nothingUnderWay(world: World, cast: readonly string[], lab: Pick<LabState, "unsent">): boolean {
	for (const { connection, still } of Object.values(world.packets)) {
		if (still) continue;
		const clientId = world.connections[connection]?.clientId;
		if (clientId === null || clientId === undefined || cast.includes(clientId)) return false;
	}
	return cast.every((clientId) => isAtRest(world, lab, clientId));
}

function isAtRest(world: World, { unsent }: Pick<LabState, "unsent">, clientId: string): boolean {
	const client = world.clients[clientId];
	if (client === undefined || client.phase.phase === "offline" || standsStill(world, clientId)) return true;
	if (client.phase.phase !== "connected") return false;
	const withheld = new Set(unsent[clientId]?.map(({ packetId }) => packetId));
	const goesOn = ({ packetId }: { readonly packetId: number | null }) => packetId === null || !withheld.has(packetId);
	if (client.outgoing.length > 0 || client.incoming.some((packetId) => goesOn({ packetId }))) return false;
	const session = world.sessions[clientId];
	if (
		session !== undefined &&
		(session.awaitsRetained || isQueueMoving(session, withheld) || session.inflight.some(goesOn) || session.incoming.length > 0)
	)
		return false;
	// The message has been accepted, and the broker has not handed it out yet: it is not on any wire or in any queue.
	return Object.values(world.fates).every((bySubscriber) => {
		const fate = bySubscriber[clientId];
		return fate?.fate !== "inflight" || fate.why === "with-sender" || !goesOn(fate);
	});
}

/** What waits behind a window that only unsent acknowledgements fill waits for good. */
function isQueueMoving({ queue, inflight }: World["sessions"][string], withheld: ReadonlySet<number>): boolean {
	return queue.length > 0 && (withheld.size === 0 || inflight.some(({ packetId }) => !withheld.has(packetId)));
}
