import { unreachable } from "#contract/unreachable.ts";
import { sayFate } from "#model/reasons.ts";
import type { Fate } from "#model/world.ts";
import { type Change, sayChange } from "./change.ts";

/** Run again unchanged, something else became of it. */
export function sayMoment(message: string, fate: Fate | null): string {
	return `This depended on the moment: run again, ${sayOther(message, fate)}. So no single change can be named.`;
}

export function sayStopped(says: string): string {
	return `It cannot be run again as it was. ${says}`;
}

function sayOther(message: string, fate: Fate | null): string {
	if (fate === null) return `${message} is not published at all`;
	switch (fate.fate) {
		case "delivered":
			return `${message} arrives`;
		case "queued":
			return `${message} waits`;
		case "inflight":
		case "unseen":
			return `${message} is still under way`;
		case "dropped":
			return `${message} is dropped for another reason (${sayFate(fate)})`;
		case "none":
			return `${message} is not for it`;
		default:
			return unreachable(fate);
	}
}

const HOW = {
	live: "arrives at once",
	queue: "arrives from the queue",
	retained: "arrives as the retained copy",
	redelivered: "arrives when it is sent again",
} as const;

/** "Then m1 arrives from the queue, at QoS 1." */
export function sayCame(message: string, { how, qos, copies }: Extract<Fate, { fate: "delivered" }>): string {
	return `Then ${message} ${HOW[how]}, at QoS ${qos}${copies > 1 ? `, ${copies} times` : ""}.`;
}

/** "Connect sub-1 with clean_session = false, and publish at QoS 1" */
export function sayChanges(changes: readonly Change[]): string {
	return changes.map((change, at) => (at === 0 ? sayChange(change) : lower(sayChange(change)))).join(", and ");
}

function lower(text: string): string {
	return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
