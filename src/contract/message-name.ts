import * as z from "zod/mini";

/** What a message is: an ordinary one, one published with RETAIN, or one of the broker's own, published for a client that left without DISCONNECT. */
export const MessageKind = z.enum(["plain", "retained", "will"]);
export type MessageKind = z.infer<typeof MessageKind>;

/**
 * The name of a message in its room, and what the name is made of: the message is the `ordinal`-th of its kind since the room was cleared,
 * counted from 1.
 */
export const Named = z.object({ message: z.string(), kind: MessageKind, ordinal: z.number() });
export type Named = Readonly<z.infer<typeof Named>>;

const LETTERS = { plain: "m", retained: "r", will: "w" } as const satisfies Record<MessageKind, string>;

/** m3, r1, w2. The name is for people: code that needs to know what a message is reads its kind. */
export function messageName(kind: MessageKind, ordinal: number): string {
	return `${LETTERS[kind]}${ordinal}`;
}
