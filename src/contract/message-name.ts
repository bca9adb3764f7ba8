import * as z from "zod/mini";

/** What a message is: as any other, published with RETAIN, or the broker's own, which published it for a client that went without DISCONNECT. */
export const MessageKind = z.enum(["plain", "retained", "will"]);
export type MessageKind = z.infer<typeof MessageKind>;

/** Its name in this room, and what the name is made of: it is the `ordinal`-th of its kind since the room was cleared, from 1. */
export const Named = z.object({ message: z.string(), kind: MessageKind, ordinal: z.number() });
export type Named = Readonly<z.infer<typeof Named>>;

const LETTERS = { plain: "m", retained: "r", will: "w" } as const satisfies Record<MessageKind, string>;

/** m3, r1, w2. For people: whoever wants to know what a message is reads its kind. */
export function messageName(kind: MessageKind, ordinal: number): string {
	return `${LETTERS[kind]}${ordinal}`;
}
