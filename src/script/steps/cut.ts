import * as z from "zod/mini";
import { connectionOf } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import { throughGone } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

/** connection: the one that is meant, where it is pressed on a packet; in a script, the one that the client has. */
const Cut = z.strictObject({ do: z.literal("cut"), client: ClientId, connection: z.optional(z.string()) });
type Cut = z.infer<typeof Cut>;

export const cut = {
	schema: Cut,
	says: ({ client }) => `The cable of ${client} is cut.`,
	refuse: ({ client, connection }, { world }) => {
		const now = connectionOf(world, client);
		if (now === null) return `${client} has no connection to cut.`;
		return connection === undefined || connection === now
			? null
			: `${client} has another connection by now: nothing was cut, because the cut would have taken that one.`;
	},
	perform: ({ client }, hands) => onWire(client, "wire.cut", hands),
	already: ({ client }, { world }) => connectionOf(world, client) === null,
	reached: throughGone,
	leaves: "abrupt",
	throughInPause: true,
	clock: null,
	whole: ({ connection: _, ...step }) => step,
} satisfies ScriptedVerb<Cut>;
