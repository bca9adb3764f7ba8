import type { PacketFields } from "#contract/event.ts";
import type { PacketUnderWay, World } from "#model/world.ts";

type Look = {
	/** The one that was named; undefined: the next one. */
	readonly packet: string | undefined;
	/** Only their answers are waited for: a client of somebody else may never give one. */
	readonly cast: readonly string[];
	readonly world: World;
	/** The world before the step. */
	readonly before: World;
};

/** One packet has arrived, and what its receiver sends back stands on the wire: what comes next in a script may cut there. */
export function isStepped({ packet, cast, world, before }: Look): boolean {
	const stood = Object.values(before.packets).filter((one) => packet === undefined || one.packet === packet);
	const arrived = stood.filter((one) => world.packets[one.packet] === undefined);
	// It had only just set out, and this page did not know of it yet.
	if (stood.length === 0) return world.clock.paused;
	return arrived.length > 0 && arrived.every((one) => isTakenIn(one, cast, world));
}

function isTakenIn({ connection, direction, fields }: PacketUnderWay, cast: readonly string[], world: World): boolean {
	const clientId = world.connections[connection]?.clientId ?? null;
	// Gone with its connection; or the room goes on, and the answer may have come and gone.
	if (clientId === null || !cast.includes(clientId) || !world.clock.paused) return true;
	if (world.clients[clientId]?.phase.phase === "leaving") return true;
	if (fields.type === "PUBLISH" && direction === "up" && world.messages[fields.message]?.phase === "to-broker") return false;
	const answer = answerTo(fields);
	return (
		answer === null ||
		Object.values(world.packets).some((one) => one.connection === connection && one.direction !== direction && one.fields.type === answer)
	);
}

const ANSWERS: Partial<Record<PacketFields["type"], PacketFields["type"]>> = {
	CONNECT: "CONNACK",
	SUBSCRIBE: "SUBACK",
	UNSUBSCRIBE: "UNSUBACK",
	PINGREQ: "PINGRESP",
	PUBREC: "PUBREL",
	PUBREL: "PUBCOMP",
};

/** What its receiver has to send back; null: nothing. */
function answerTo(fields: PacketFields): PacketFields["type"] | null {
	if (fields.type !== "PUBLISH") return ANSWERS[fields.type] ?? null;
	return ([null, "PUBACK", "PUBREC"] as const)[fields.qos];
}
