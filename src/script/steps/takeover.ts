import * as z from "zod/mini";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import { connectionOf } from "#script/client-phase.ts";
import { givenUp, untilEither } from "#script/wait.ts";
import { ClientId } from "./fields.ts";
import { notConnected, notOurs } from "./refusals.ts";
import { throughOnline } from "./through.ts";
import type { Hands, Now, ScriptedVerb } from "./verb.ts";

/** A second connection with the same client id and what the card says: the broker ends the first connection [MQTT-3.1.4-2]. */
const Takeover = z.strictObject({ do: z.literal("takeover"), client: ClientId });
type Takeover = z.infer<typeof Takeover>;

export const takeover = {
	schema: Takeover,
	says: ({ client }) => `A second client connects as ${client}.`,
	refuse: ({ client }, now) => notOurs(client, now) ?? nothingToTake(client, now) ?? notConnected(client, now),
	perform: ({ client }, hands) => takeOver(client, hands),
	already: () => false,
	reached: ({ client }, look) => {
		const { world, before } = look;
		// mqtt.js may have its CONNACK before this page has heard of the second connection.
		const unheard = connectionOf(world, client) === connectionOf(before, client);
		return unheard ? (newerIsLost(client, world, before) ?? "not-yet") : throughOnline(client, look);
	},
	leaves: null,
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Takeover>;

function nothingToTake(client: string, { lab }: Now): string | null {
	return lab.clients[client]?.plugged === false ? `This page holds no connection of ${client} that could be taken over.` : null;
}

/** Through when the CONNECT is on the wire: from then on the connection is like any other. */
async function takeOver(client: string, { room, lab, signal }: Hands): Promise<Outcome> {
	const first = connectionOf(room.getState().live, client);
	const outcome = await lab.takeOver(client);
	if (!outcome.ok) return outcome;
	// Connected again, or not at all: the second connection was lost before its CONNECT, whether or not the first one still stands.
	const settled = () => lab.getState().links[client]?.connected !== false;
	const second = () => connectionOf(room.getState().live, client) !== first || settled();
	return (await untilEither(room, lab, second, signal)) ? outcome : givenUp(signal);
}

/** The connection that was meant to take over is gone, along with its CONNECT; the older connection stands. */
function newerIsLost(client: string, { lost }: World, before: World): { readonly stopped: string } | null {
	const newly = lost.filter((packet) => !before.lost.includes(packet));
	if (!newly.some((packet) => packet.clientId === client && packet.fields.type === "CONNECT")) return null;
	return { stopped: `The second connection of ${client} was lost with its CONNECT: the first one stands.` };
}
