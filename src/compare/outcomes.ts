import { fateOf, subscribersOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import type { SameMessage } from "#traffic/same-messages.ts";

/** What became of one message for one subscriber, in each of two runs, in words; null: there is no such message. */
export type InTheEnd = {
	readonly message: SameMessage;
	readonly subscriber: string;
	readonly one: End;
	readonly other: End;
};
type End = { readonly fate: string; readonly says: string; readonly copies: number } | null;

/** Where two runs ended otherwise, message by message; same: which messages are the same in both. */
export function endedOtherwise(one: World, other: World, same: readonly SameMessage[]): readonly InTheEnd[] {
	const subscribers = [...new Set([...subscribersOf(one), ...subscribersOf(other)])];
	// What a world no longer remembers is not compared.
	const known = same.filter((message) => isKnown(one, message.one) && isKnown(other, message.other));
	const all = known.flatMap((message) =>
		subscribers.map((subscriber) => ({
			message,
			subscriber,
			one: endOf(one, message.one, subscriber),
			other: endOf(other, message.other, subscriber),
		})),
	);
	return all.filter(
		({ one: its, other: those }) =>
			its?.fate !== those?.fate || its?.copies !== those?.copies || (its?.fate === "dropped" && its.says !== those?.says),
	);
}

/** "m1 for sub-1"; and where the two rooms call it otherwise, "m3 for sub-1, below: m1". */
export function sayWhich({ message: { one, other }, subscriber }: InTheEnd): string {
	if (one === null) return `${other} for ${subscriber}, only below`;
	if (other === null) return `${one} for ${subscriber}, only above`;
	return `${one} for ${subscriber}${one === other ? "" : `, below: ${other}`}`;
}

/** What became of it in one run. How often it was delivered is part of what is said of a delivered message, and of no other. */
export function sayEnd(end: End): string {
	if (end === null) return "not published";
	return end.copies > 1 && end.fate !== "delivered" ? `${end.copies} copies. ${end.says}` : end.says;
}

function isKnown({ messages }: World, message: string | null): boolean {
	return message === null || messages[message] !== undefined;
}

function endOf(world: World, message: string | null, subscriber: string): End {
	if (message === null) return null;
	const { fate } = fateOf(world, message, subscriber);
	return { fate, says: sayFateOf(world, message, subscriber), copies: world.copies[message]?.[subscriber] ?? 0 };
}
