import * as z from "zod/mini";
import { Command } from "./command.ts";
import { RoomEvent } from "./event.ts";
import { LIMITS } from "./limits.ts";
import { unpack, unpackEvents } from "./unpack.ts";

/** Page to host: one command, with a number from the page that the answer repeats. */
export const CommandFrame = z.object({ id: z.number(), command: Command });
export type CommandFrame = z.infer<typeof CommandFrame>;

/** Page to host: asks for what happened up to this seq, as far as it is still kept. */
export const PastFrame = z.object({ id: z.number(), past: z.number() });
export type PastFrame = z.infer<typeof PastFrame>;

/** Page to host: asks for the original bytes of these packets, by the names that events give them. */
export const BytesFrame = z.object({ id: z.number(), bytes: z.array(z.string()).check(z.maxLength(LIMITS.bytesAsked)) });
export type BytesFrame = z.infer<typeof BytesFrame>;

/**
 * Page to host: asks whether anybody is there. The number is the page's own, and comes back. received: of a page that has a seat, how many
 * messages its clients have received, by client id.
 */
export const BeatFrame = z.object({
	beat: z.number(),
	received: z.optional(z.record(z.string().check(z.maxLength(LIMITS.keyCharacters)), z.number().check(z.int(), z.minimum(0)))),
});
export type BeatFrame = z.infer<typeof BeatFrame>;

const events = z.array(RoomEvent);

/**
 * Host to page. `now` is the room clock in ms when the frame was written.
 * welcome: the room as it is. With a null base the events follow the `after` that the page asked for, with no gap and no duplicate;
 * otherwise base is the world before the first of them. epoch names this life of the room: a seq means nothing outside its own life.
 * Events follow by themselves; with the event of this seq, the page knows the room as it was when the frame was written.
 */
export const HostFrame = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("welcome"),
		room: z.string(),
		epoch: z.string(),
		now: z.number(),
		seq: z.number(),
		base: z.nullable(z.unknown()),
		events,
		/** MQTT over TCP on this host, null when it is off. */
		mqttPort: z.nullable(z.number()),
	}),
	z.object({ type: z.literal("events"), now: z.number(), events }),
	/** Answers a PastFrame: a world and what happened after it. Null: nothing older is kept. */
	z.object({ type: z.literal("past"), id: z.number(), base: z.nullable(z.unknown()), events }),
	/**
	 * Answers a BytesFrame, or its first `answered` names: the page asks again for the others. The packets that are still kept, each with its bytes in
	 * base64, or with the first of them; whole: how many it has in all.
	 */
	z.object({
		type: z.literal("bytes"),
		id: z.number(),
		answered: z.number(),
		packets: z.array(z.object({ packet: z.string(), bytes: z.string(), whole: z.number() })),
	}),
	/** Answers a CommandFrame, or a ClassCommandFrame. With the event of this seq, the page knows all that the command brought about at once. */
	z.object({ type: z.literal("done"), id: z.number(), seq: z.number() }),
	/** What is told of a class: see ClassFrame, which only pages in a class have to read. */
	z.looseObject({ type: z.literal("class") }),
	/** Answers a BeatFrame. */
	z.object({ type: z.literal("beat"), beat: z.number(), now: z.number() }),
	/** The id is null when the frame could not be read that far. */
	z.object({ type: z.literal("refused"), id: z.nullable(z.number()), says: z.string() }),
]);
export type HostFrame = z.infer<typeof HostFrame>;

/**
 * Reads what a host writes on one room socket. What is long comes in parts: texts that together are the base and the events of the next
 * frame that has any; until then there is no frame. Base and events are packed. Throws when the text is not a frame.
 */
export function openFrameReader(): (text: string) => HostFrame | null {
	let parts = "";
	return (text) => {
		const json: unknown = JSON.parse(text);
		if (typeof json === "string") {
			parts += json;
			return null;
		}
		const frame = json as Record<string, unknown>;
		if (Array.isArray(frame.events)) {
			Object.assign(frame, parts && JSON.parse(parts));
			parts = "";
			frame.base = unpack(frame.base);
			frame.events = unpackEvents(frame.events as unknown[]);
		}
		return HostFrame.parse(frame);
	};
}
