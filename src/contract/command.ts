import * as z from "zod/mini";
import { isDelay } from "./delay.ts";
import { BrokerSettings } from "./settings.ts";

/** What a watcher may ask of a room. Everything else goes through MQTT itself. */
export const Command = z.discriminatedUnion("type", [
	z.object({ type: z.literal("clock.pause") }),
	z.object({ type: z.literal("clock.resume") }),
	/**
	 * Lets exactly one packet arrive, and pauses the room before that if it is running: the next in time order, or the named packet, which has to be
	 * the first on its lane, or the next one of this connection (and direction). On a held wire, the room is not paused; that one is never meant
	 * where neither packet nor connection is named.
	 */
	z.object({
		type: z.literal("wire.step"),
		packet: z.optional(z.string()),
		connection: z.optional(z.string()),
		direction: z.optional(z.enum(["up", "down"])),
	}),
	z.object({ type: z.literal("wire.delay"), delayMs: z.number().check(z.refine(isDelay)) }),
	/** Everything on that client's wire is lost; both ends see the connection end without DISCONNECT. */
	z.object({ type: z.literal("wire.cut"), connection: z.string() }),
	/** Nothing passes on that wire, and neither end is told. */
	z.object({ type: z.literal("wire.silence"), connection: z.string() }),
	z.object({ type: z.literal("wire.mend"), connection: z.string() }),
	/** Nothing arrives by itself on that wire any longer; its packets can be let go one by one, while the room runs. */
	z.object({ type: z.literal("wire.hold"), connection: z.string() }),
	z.object({ type: z.literal("wire.release"), connection: z.string() }),
	/** A delay of that wire alone, whatever the room's is; null: the room's again. */
	z.object({ type: z.literal("wire.delay-one"), connection: z.string(), delayMs: z.nullable(z.number().check(z.refine(isDelay))) }),
	/**
	 * Applies to what comes from now on; a different broker starts with nothing. What is left out stays as it is in the room: a page knows the
	 * settings of a moment ago, and would take back what somebody else has changed since.
	 */
	z.object({ type: z.literal("broker.settings"), settings: z.partial(BrokerSettings) }),
	/** Every connection ends; sessions and retained messages are kept if persistence is on. */
	z.object({ type: z.literal("broker.restart") }),
	/** A new broker: nothing is kept. */
	z.object({ type: z.literal("room.clear") }),
]);
export type Command = z.infer<typeof Command>;
