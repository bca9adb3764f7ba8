import * as z from "zod/mini";
import { ClientId } from "./fields.ts";
import { onceConnected } from "./once-connected.ts";
import { cannotSend } from "./refusals.ts";
import { throughGone } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

/** Sends a PUBLISH with QoS 3: the broker ends the connection [MQTT-3.3.1-4]. */
const Violate = z.strictObject({ do: z.literal("violate"), client: ClientId });
type Violate = z.infer<typeof Violate>;

export const violate = {
	schema: Violate,
	says: ({ client }) => `${client} sends a PUBLISH with QoS 3, which breaks the protocol.`,
	refuse: cannotSend,
	perform: ({ client }, hands) => onceConnected(client, hands, () => hands.lab.violate(client)),
	already: () => false,
	reached: throughGone,
	leaves: "abrupt",
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Violate>;
