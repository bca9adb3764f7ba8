import * as z from "zod/mini";
import { connectionOf, isHeld, isSilent } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { onWire, type WireCommand } from "./on-wire.ts";
import { throughOnce } from "./through.ts";
import type { Hands, Look, Now, Reached, ScriptedVerb } from "./verb.ts";

type OfClient = { readonly client: string };
type Is = typeof isSilent;

/** Nothing passes on the client's wire any longer, and neither end is told. */
const Silence = z.strictObject({ do: z.literal("silence"), client: ClientId });
export const silence = {
	schema: Silence,
	says: ({ client }) => `The wire of ${client} falls silent: nothing passes, and neither end is told.`,
	...begins("wire.silence", isSilent, ["fall silent", "silent"]),
	leaves: "unheard",
} satisfies ScriptedVerb<z.infer<typeof Silence>>;

const Mend = z.strictObject({ do: z.literal("mend"), client: ClientId });
export const mend = {
	schema: Mend,
	says: ({ client }) => `The wire of ${client} is mended.`,
	...ends("wire.mend", isSilent, ["silent", "mend"]),
	leaves: null,
} satisfies ScriptedVerb<z.infer<typeof Mend>>;

/** Nothing arrives on the client's wire until it is let go; the other wires run. */
const Hold = z.strictObject({ do: z.literal("hold"), client: ClientId });
export const hold = {
	schema: Hold,
	says: ({ client }) => `The wire of ${client} is held: nothing arrives until it is let go.`,
	...begins("wire.hold", isHeld, ["be held", "held"]),
	leaves: null,
} satisfies ScriptedVerb<z.infer<typeof Hold>>;

const Release = z.strictObject({ do: z.literal("release"), client: ClientId });
export const release = {
	schema: Release,
	says: ({ client }) => `The wire of ${client} is held no longer.`,
	...ends("wire.release", isHeld, ["held", "release"]),
	leaves: null,
} satisfies ScriptedVerb<z.infer<typeof Release>>;

function begins(type: WireCommand, is: Is, [does, so]: readonly [string, string]) {
	return {
		refuse({ client }: OfClient, { world }: Now) {
			if (connectionOf(world, client) === null) return `${client} has no connection that could ${does}.`;
			return is(world, client) ? `The wire of ${client} is ${so} already.` : null;
		},
		...common(type),
		already: ({ client }: OfClient, { world }: Now) => is(world, client),
		reached: ({ client }: OfClient, { world }: Look): Reached => (is(world, client) ? "through" : "not-yet"),
	};
}

function ends(type: WireCommand, is: Is, [so, does]: readonly [string, string]) {
	return {
		refuse: ({ client }: OfClient, { world }: Now) =>
			is(world, client) ? null : `The wire of ${client} is not ${so}: nothing to ${does}.`,
		...common(type),
		already: ({ client }: OfClient, { world }: Now) => connectionOf(world, client) !== null && !is(world, client),
		reached({ client }: OfClient, look: Look): Reached {
			if (is(look.world, client)) return "not-yet";
			// What was standing still moves on from there, unless the whole room stands still.
			return look.world.clock.paused ? "through" : throughOnce(true, look);
		},
	};
}

function common(type: WireCommand) {
	return {
		perform: ({ client }: OfClient, hands: Hands) => onWire(client, type, hands),
		throughInPause: true,
		clock: null,
	};
}
