import * as z from "zod/mini";
import { isDelay } from "#contract/delay.ts";
import { connectionOf } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire } from "./on-wire.ts";
import type { Now, ScriptedVerb } from "./verb.ts";

/** A delay of the client's wire alone, for as long as this connection lasts; null: as in the room. */
const WireDelay = z.strictObject({
	do: z.literal("wire-delay"),
	client: ClientId,
	delayMs: z.nullable(z.number().check(z.refine(isDelay))),
});
type WireDelay = z.infer<typeof WireDelay>;

export const wireDelay = {
	schema: WireDelay,
	says: ({ client, delayMs }) => {
		if (delayMs === null) return `The wire of ${client} has the delay of the room again.`;
		return `The wire of ${client} alone has ${delayMs === 0 ? "no delay" : `a delay of ${delayMs / 1_000} s`}.`;
	},
	refuse: ({ client }, { world }) =>
		connectionOf(world, client) === null ? `${client} has no connection that could be slowed down.` : null,
	perform: ({ client, delayMs }, hands) => onWire(client, { type: "wire.delay-one", delayMs }, hands),
	already: hasDelay,
	reached: (step, look) => (hasDelay(step, look) ? "through" : "not-yet"),
	leaves: null,
	throughInPause: true,
	clock: null,
} satisfies ScriptedVerb<WireDelay>;

function hasDelay({ client, delayMs }: WireDelay, { world }: Pick<Now, "world">): boolean {
	const connection = connectionOf(world, client);
	return connection !== null && (world.connections[connection]?.ownDelayMs ?? null) === delayMs;
}
