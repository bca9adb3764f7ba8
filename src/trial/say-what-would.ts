import { many } from "#contract/many.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Fate } from "#model/world.ts";
import { sayFate } from "#story/say-fate.ts";
import type { Findings } from "./answer.ts";
import { isStaying } from "./candidates.ts";
import { type Change, sayChange } from "./change.ts";

/** The recording was run again unchanged, and the message had a different fate. */
export function sayMoment(message: string, fate: Fate | null): string {
	return `This depended on the moment: run again, ${sayOther(message, fate)}. So no single change can be named.`;
}

export function sayNotRun(says: string): string {
	return `It could not be run again as it was. ${says}`;
}

type FoundAnswer = Extract<Findings, { kind: "found" }>;

/**
 * What has been found, in a sentence or two. A run that failed has shown nothing: in that case the text does not claim that no change
 * delivers the message.
 */
export function sayFound(answer: FoundAnswer, message: string, subscriber: string): string {
	const { alone, together, tried, stopped } = answer;
	const switches = alone.filter((found) => !isStaying(found)).length;
	const it = `${message} to ${subscriber}`;
	if (switches === 1) return `${stopped.runs > 0 ? "This change" : "One single change"} delivers ${it}:`;
	if (switches > 1) return `Each of these ${switches} changes alone delivers ${it}:`;
	if (stopped.runs > 0) {
		if (together.length > 0) return `Taken together, these changes deliver ${it}:`;
		return stopped.runs === tried
			? `What would have delivered ${it} is not known: none of the runs came to its end.`
			: `Of the runs that came to their end, ${alone.length > 0 ? "only staying connected" : "none"} delivers ${it}. What the others would have shown is not known.`;
	}
	if (together.length === 0) return `No single change delivers ${it}, and none of the pairs that were tried.`;
	return `No single change delivers ${it}. ${together.length > 1 ? "Each of these does, taken together:" : "Taken together, these do:"}`;
}

/** How many runs the answer is based on, and why some of them failed. */
export function sayRuns({ tried, stopped }: FoundAnswer): string {
	if (stopped.runs === 0) return `Each was run again on a real broker: ${many(tried, "run")}.`;
	const why = stopped.says === null ? "" : ` ${stopped.says}`;
	return `${stopped.runs} of ${many(tried, "run")} did not come to ${stopped.runs === 1 ? "its" : "their"} end.${why}`;
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
			return `its subscriber has no subscription for ${message}`;
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
