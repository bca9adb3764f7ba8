import * as z from "zod/mini";
import type { PacketFields } from "#contract/event.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import type { Look, ScriptedVerb } from "./verb.ts";

/** Lets the next packet (or the named packet, if it is first on its lane) arrive; the room stands still before and after. */
const OneArrives = z.strictObject({ do: z.literal("step"), packet: z.optional(z.string()) });
type OneArrives = z.infer<typeof OneArrives>;

export const step = {
	schema: OneArrives,
	says: () => "One packet arrives.",
	refuse: () => null,
	perform: ({ packet }, { room }) => room.send(packet === undefined ? { type: "wire.step" } : { type: "wire.step", packet }),
	already: () => false,
	reached: ({ packet }, look) => (isStepped(packet, look) ? "through" : "not-yet"),
	leaves: null,
	throughInPause: true,
	clock: "stands",
	again: () => ({ do: "step" }),
} satisfies ScriptedVerb<OneArrives>;

/**
 * One packet has arrived (undefined: the next one), and what its receiver sends back is on the wire: the next step of a script may cut that
 * wire. Only the answers of the cast are waited for: a client that belongs to somebody else may never give one.
 */
function isStepped(packet: string | undefined, { cast, world, before }: Look): boolean {
	const stood = Object.values(before.packets).filter((one) => packet === undefined || one.packet === packet);
	const arrived = stood.filter((one) => world.packets[one.packet] === undefined);
	// The packet had only just set out, and this page did not know of it yet.
	if (stood.length === 0) return world.clock.paused;
	return arrived.length > 0 && arrived.every((one) => isTakenIn(one, cast, world));
}

function isTakenIn({ connection, direction, fields }: PacketUnderWay, cast: readonly string[], world: World): boolean {
	const clientId = world.connections[connection]?.clientId ?? null;
	// The packet is gone with its connection; or the room goes on, and the answer may have come and gone.
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

/** What the packet's receiver has to send back; null: nothing. */
function answerTo(fields: PacketFields): PacketFields["type"] | null {
	if (fields.type !== "PUBLISH") return ANSWERS[fields.type] ?? null;
	return ([null, "PUBACK", "PUBREC"] as const)[fields.qos];
}
