import * as z from "zod/mini";
import { Command } from "./command.ts";
import { RoomEvent } from "./event.ts";

/** Page to host: one command, with a number from the page that the answer repeats. */
export const CommandFrame = z.object({ id: z.number(), command: Command });
export type CommandFrame = z.infer<typeof CommandFrame>;

/**
 * Host to page. `now` is the room clock in ms when the frame was written.
 * welcome: the room as it is. With a null base the events follow the `after` that the page asked for, with no gap and no duplicate;
 * otherwise base is the world before the first of them. epoch names this life of the room: a seq means nothing outside its own life.
 */
export const HostFrame = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("welcome"),
		room: z.string(),
		epoch: z.string(),
		now: z.number(),
		base: z.nullable(z.unknown()),
		events: z.array(RoomEvent),
		/** MQTT over TCP on this host, null when it is off. */
		mqttPort: z.nullable(z.number()),
	}),
	z.object({ type: z.literal("events"), now: z.number(), events: z.array(RoomEvent) }),
	z.object({ type: z.literal("done"), id: z.number() }),
	/** The id is null when the frame could not be read that far. */
	z.object({ type: z.literal("refused"), id: z.nullable(z.number()), says: z.string() }),
]);
export type HostFrame = z.infer<typeof HostFrame>;
