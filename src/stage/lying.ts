import type { LostPacket, World } from "#model/world.ts";

/** Lost packets that still belong under the wire that is drawn: once its client has opened another connection, they were on a wire of the past. */
export function lyingOn(lost: readonly LostPacket[], clients: World["clients"]): readonly LostPacket[] {
	return lost.filter(({ clientId, connection }) => {
		const phase = clientId === null ? undefined : clients[clientId]?.phase;
		return phase === undefined || phase.phase === "offline" || phase.connection === connection;
	});
}
