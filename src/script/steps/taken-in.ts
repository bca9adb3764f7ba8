import type { PacketUnderWay, World } from "#model/world.ts";
import { answerTo } from "#mqtt/answers.ts";

/** Whether what the receiver of this packet sends back is on the wire. Only the cast is waited for: a client that belongs to somebody else may never answer. */
export function isTakenIn({ connection, direction, fields }: PacketUnderWay, cast: readonly string[], world: World): boolean {
	const clientId = world.connections[connection]?.clientId ?? null;
	const stands = world.clock.paused || world.connections[connection]?.held !== undefined;
	// The packet is gone with its connection; or the room goes on, and the answer may have come and gone.
	if (clientId === null || !cast.includes(clientId) || !stands) return true;
	if (world.clients[clientId]?.phase.phase === "leaving") return true;
	if (fields.type === "PUBLISH" && direction === "up" && world.messages[fields.message]?.phase === "to-broker") return false;
	const answer = answerTo(fields);
	return (
		answer === null ||
		Object.values(world.packets).some((one) => one.connection === connection && one.direction !== direction && one.fields.type === answer)
	);
}
