import type { World } from "#model/world.ts";

/** How a message came to be at the broker; a will comes from the broker itself. Of some messages of stock Aedes, nobody has seen how. */
export function reachedText(message: string, { messages }: World): string {
	if (messages[message] === undefined) return `The broker has ${message}.`;
	return messages[message]?.kind === "will" ? `The broker published the will ${message}.` : `${message} reached the broker.`;
}
