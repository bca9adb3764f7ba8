import type { World } from "#model/world.ts";

/** How a message came to be at the broker; a will comes from the broker itself. */
export function reachedText(message: string, { messages }: World): string {
	return messages[message]?.kind === "will" ? `The broker published the will ${message}.` : `${message} reached the broker.`;
}
