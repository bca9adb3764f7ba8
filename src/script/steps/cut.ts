import * as z from "zod/mini";
import { connectionOf } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import { throughGone } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Cut = z.strictObject({ do: z.literal("cut"), client: ClientId });
type Cut = z.infer<typeof Cut>;

export const cut = {
	schema: Cut,
	says: ({ client }) => `The cable of ${client} is cut.`,
	refuse: ({ client }, { world }) => (connectionOf(world, client) === null ? `${client} has no connection to cut.` : null),
	perform: ({ client }, hands) => onWire(client, "wire.cut", hands),
	already: ({ client }, { world }) => connectionOf(world, client) === null,
	reached: throughGone,
	leaves: "abrupt",
	throughInPause: true,
	clock: null,
} satisfies ScriptedVerb<Cut>;
