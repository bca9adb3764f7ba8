import * as z from "zod/mini";
import { connectionOf, isSilent } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import type { ScriptedVerb } from "./verb.ts";

/** Nothing passes on the client's wire any longer, and neither end is told. */
const Silence = z.strictObject({ do: z.literal("silence"), client: ClientId });
type Silence = z.infer<typeof Silence>;

export const silence = {
	schema: Silence,
	says: ({ client }) => `The wire of ${client} falls silent: nothing passes, and neither end is told.`,
	refuse: ({ client }, { world }) => {
		if (connectionOf(world, client) === null) return `${client} has no connection that could fall silent.`;
		return isSilent(world, client) ? `The wire of ${client} is silent already.` : null;
	},
	perform: ({ client }, hands) => onWire(client, "wire.silence", hands),
	already: ({ client }, { world }) => isSilent(world, client),
	reached: ({ client }, { world }) => (isSilent(world, client) ? "through" : "not-yet"),
	leaves: "unheard",
	throughInPause: true,
	clock: null,
} satisfies ScriptedVerb<Silence>;
