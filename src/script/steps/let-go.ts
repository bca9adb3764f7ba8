import * as z from "zod/mini";
import { connectionOf, isHeld, isSilent } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import { isTakenIn } from "./taken-in.ts";
import type { Look, Now, ScriptedVerb } from "./verb.ts";

/** One packet of a held wire arrives, the first on its lane: the room need not stand still. direction: left out, the packet that has been under way longest. */
const LetGo = z.strictObject({ do: z.literal("let-go"), client: ClientId, direction: z.optional(z.enum(["up", "down"])) });
type LetGo = z.infer<typeof LetGo>;

export const letGo = {
	schema: LetGo,
	says: ({ client, direction }) => `On the held wire of ${client}, one packet ${TO[direction ?? "any"]} is let go.`,
	refuse: (step, now) => {
		const { client } = step;
		if (!isHeld(now.world, client)) return `The wire of ${client} is not held: packets arrive by themselves.`;
		if (isSilent(now.world, client)) return `The wire of ${client} is silent: nothing can arrive on it.`;
		return standing(step, now).length === 0 ? `Nothing ${TO[step.direction ?? "any"]} stands on the wire of ${client}.` : null;
	},
	perform: ({ client, direction }, hands) => onWire(client, { type: "wire.step", direction }, hands),
	already: () => false,
	reached: (step, look) => (isArrived(step, look) ? "through" : "not-yet"),
	leaves: null,
	throughInPause: true,
	clock: null,
} satisfies ScriptedVerb<LetGo>;

const TO = { up: "to the broker", down: "to the client", any: "that stands there" } as const;

function standing({ client, direction }: LetGo, { world }: Pick<Now, "world">) {
	const connection = connectionOf(world, client);
	return Object.values(world.packets).filter(
		(one) => one.connection === connection && (direction === undefined || one.direction === direction),
	);
}

/** One of the packets that stood there has arrived, and what its receiver sends back stands on the wire: the next step of a script may cut that wire. */
function isArrived(step: LetGo, look: Look): boolean {
	const { world, before, cast } = look;
	const arrived = standing(step, { world: before }).filter((one) => world.packets[one.packet] === undefined);
	return arrived.length > 0 && arrived.every((one) => isTakenIn(one, cast, world));
}
