import * as z from "zod/mini";
import { connectionOf, isSilent } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import { throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Mend = z.strictObject({ do: z.literal("mend"), client: ClientId });
type Mend = z.infer<typeof Mend>;

export const mend = {
	schema: Mend,
	says: ({ client }) => `The wire of ${client} is mended.`,
	refuse: ({ client }, { world }) => (isSilent(world, client) ? null : `The wire of ${client} is not silent: nothing to mend.`),
	perform: ({ client }, hands) => onWire(client, "wire.mend", hands),
	already: ({ client }, { world }) => connectionOf(world, client) !== null && !isSilent(world, client),
	reached: ({ client }, look) => {
		if (isSilent(look.world, client)) return "not-yet";
		// What was standing still moves on from there, unless the whole room stands still.
		return look.world.clock.paused ? "through" : throughOnce(true, look);
	},
	leaves: null,
	throughInPause: true,
	clock: null,
} satisfies ScriptedVerb<Mend>;
