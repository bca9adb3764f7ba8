import * as z from "zod/mini";
import { ClientId, QoS, Topic } from "./fields.ts";
import { onceConnected } from "./once-connected.ts";
import { cannotSend } from "./refusals.ts";
import { isAnswered, subscriptionOf } from "./subscriptions.ts";
import { standsOnHeldWire, stoppedOffline, throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Subscribe = z.strictObject({ do: z.literal("subscribe"), client: ClientId, filter: Topic, qos: QoS });
type Subscribe = z.infer<typeof Subscribe>;

export const subscribe = {
	schema: Subscribe,
	says: ({ client, filter, qos }) => `${client} subscribes to ${filter} at QoS ${qos}.`,
	refuse: cannotSend,
	perform: ({ client, filter, qos }, hands) => onceConnected(client, hands, () => hands.lab.subscribeTo(client, filter, qos)),
	already: () => false,
	reached: (step, look) => {
		if (standsOnHeldWire(step.client, "SUBSCRIBE", look)) return throughOnce(true, look);
		const now = subscriptionOf(look.world, step);
		// A subscription that existed before is made again: mqtt.js may have its SUBACK before this page has heard of it.
		const so = now !== undefined && now !== subscriptionOf(look.before, step);
		if (so && isAnswered(step.client, look)) return throughOnce(true, look);
		return stoppedOffline(step.client, look) ?? "not-yet";
	},
	leaves: null,
	throughInPause: false,
	clock: null,
	card: ({ filter, qos }) => ({ subscribe: { filter, qos } }),
} satisfies ScriptedVerb<Subscribe>;
