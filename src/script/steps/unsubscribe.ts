import * as z from "zod/mini";
import { ClientId, Topic } from "./fields.ts";
import { onceConnected } from "./once-connected.ts";
import { cannotSend } from "./refusals.ts";
import { isAnswered, subscriptionOf } from "./subscriptions.ts";
import { standsOnHeldWire, stoppedOffline, throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Unsubscribe = z.strictObject({ do: z.literal("unsubscribe"), client: ClientId, filter: Topic });
type Unsubscribe = z.infer<typeof Unsubscribe>;

export const unsubscribe = {
	schema: Unsubscribe,
	says: ({ client, filter }) => `${client} unsubscribes from ${filter}.`,
	refuse: cannotSend,
	perform: ({ client, filter }, hands) => onceConnected(client, hands, () => hands.lab.unsubscribeFrom(client, filter)),
	already: () => false,
	reached: (step, look) => {
		if (standsOnHeldWire(step.client, "UNSUBSCRIBE", look)) return throughOnce(true, look);
		if (subscriptionOf(look.world, step) === undefined && isAnswered(step.client, look)) return throughOnce(true, look);
		return stoppedOffline(step.client, look) ?? "not-yet";
	},
	leaves: null,
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Unsubscribe>;
