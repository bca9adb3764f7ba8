import * as z from "zod/mini";
import type { Outcome } from "#lab/setup.ts";
import type { NextAck } from "#lab/unsent.ts";
import { ClientId } from "./fields.ts";
import { onceConnected } from "./once-connected.ts";
import { cannotSend } from "./refusals.ts";
import { stoppedOffline } from "./through.ts";
import type { Hands, Look, Now, Reached, ScriptedVerb } from "./verb.ts";

/** The client takes the next message at QoS 1 or 2, and its process dies before the acknowledgement leaves: the connection breaks without DISCONNECT. */
const Crash = z.strictObject({ do: z.literal("crash"), client: ClientId });
export const crash = {
	schema: Crash,
	says: ({ client }) => `${client} will take the next message, and crash before it acknowledges it.`,
	...arming("crash"),
} satisfies ScriptedVerb<z.infer<typeof Crash>>;

/** The next PUBACK, PUBREC or PUBCOMP of this client never leaves it; everything else goes on. */
const Withhold = z.strictObject({ do: z.literal("withhold"), client: ClientId });
export const withhold = {
	schema: Withhold,
	says: ({ client }) => `The next acknowledgement of ${client} is never sent.`,
	...arming("withhold"),
} satisfies ScriptedVerb<z.infer<typeof Withhold>>;

const Acknowledge = z.strictObject({ do: z.literal("acknowledge"), client: ClientId });
export const acknowledge = {
	schema: Acknowledge,
	says: ({ client }) => `${client} acknowledges the next message as usual.`,
	...arming("sent"),
} satisfies ScriptedVerb<z.infer<typeof Acknowledge>>;

type OfClient = { readonly client: string };

function arming(next: NextAck) {
	const isArmed = (client: string, { lab }: Now) => (lab.nextAcks[client] ?? "sent") === next;
	return {
		refuse: (step: OfClient, now: Now) => cannotSend(step, now),
		perform: ({ client }: OfClient, hands: Hands): Promise<Outcome> =>
			onceConnected(client, hands, () => hands.lab.armNextAck(client, next)),
		already: ({ client }: OfClient, now: Now) => isArmed(client, now),
		reached({ client }: OfClient, look: Look): Reached {
			const hasStruck = look.lab.unsent[client]?.at(-1)?.fault === next;
			return isArmed(client, look) || hasStruck ? "through" : (stoppedOffline(client, look) ?? "not-yet");
		},
		leaves: null,
		throughInPause: true,
		clock: null,
	};
}
