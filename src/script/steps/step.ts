import * as z from "zod/mini";
import { isTakenIn } from "./taken-in.ts";
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
