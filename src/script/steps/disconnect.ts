import * as z from "zod/mini";
import { isHalfOpen, phaseOf } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { notOurs } from "./refusals.ts";
import { isGone, isHere, isPlugged, throughOnce } from "./through.ts";
import type { Now, ScriptedVerb } from "./verb.ts";

const Disconnect = z.strictObject({ do: z.literal("disconnect"), client: ClientId });
type Disconnect = z.infer<typeof Disconnect>;

export const disconnect = {
	schema: Disconnect,
	says: ({ client }) => `${client} sends DISCONNECT and leaves.`,
	refuse: ({ client }, now) => notOurs(client, now) ?? notThere(client, now),
	perform: ({ client }, { lab }) => lab.disconnect(client),
	already: ({ client }, now) => !isHere(client, now),
	reached: ({ client }, look) => {
		// Over a silent wire the broker does not hear of the DISCONNECT.
		const unheard = isHalfOpen(look.world, client) && !isPlugged(client, look);
		return throughOnce(unheard || isGone(client, look), look);
	},
	leaves: "polite",
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Disconnect>;

function notThere(client: string, { world }: Now): string | null {
	const phase = phaseOf(world, client);
	if (phase === "leaving") return `${client} is leaving already.`;
	return phase === "connected" || phase === "connecting" ? null : `${client} is offline already.`;
}
