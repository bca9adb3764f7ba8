import * as z from "zod/mini";
import { connectionOf } from "#script/client-phase.ts";
import { ClientId } from "./fields.ts";
import { throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";
import { isWillOwed } from "./will-owed.ts";

/** Sends nothing: waits until the broker has given this client up, or until its session has ended. */
const Await = z.strictObject({ do: z.literal("await"), client: ClientId, until: z.enum(["offline", "no-session"]) });
type Await = z.infer<typeof Await>;

export const awaiting = {
	schema: Await,
	says: ({ client, until }) =>
		until === "offline" ? `The broker waits for ${client} until its time is up.` : `The session of ${client} waits until its time is up.`,
	refuse: () => null,
	perform: () => ({ ok: true }),
	already: () => false,
	reached: ({ client, until }, look) => {
		const { world, before } = look;
		if (isWillOwed(client, world, before)) return "not-yet";
		return throughOnce(until === "offline" ? connectionOf(world, client) === null : world.sessions[client] === undefined, look);
	},
	leaves: null,
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Await>;
