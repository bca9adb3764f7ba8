import type { Visitor } from "#contract/door.ts";

/** What a visitor at the door is called: by its client id if it has said one, or else by where it comes from. */
export function visitorName({ clientId, from }: Visitor): string {
	return clientId || from;
}
