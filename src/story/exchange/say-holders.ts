import { many } from "#contract/many.ts";
import { unreachable } from "#contract/unreachable.ts";
import { joined } from "#story/phrases.ts";
import type { BrokerHolds, CopyHolders } from "#traffic/holders.ts";

/** "until PUBACK #12", "only #12, until PUBCOMP", "nothing of m2" */
export function sayPublisherHolds({ keeps }: NonNullable<CopyHolders["publisher"]>, message: string): string {
	const [first] = keeps;
	if (first === undefined) return `nothing of ${message}`;
	return first.awaits === "PUBCOMP" ? `only #${first.packetId}, until PUBCOMP` : `until ${first.awaits} #${first.packetId}`;
}

export function sayBrokerHolds(holds: readonly BrokerHolds[], message: string): string {
	return holds.length === 0 ? `nothing of ${message}` : joined(holds.map(sayOne));
}

function sayOne(one: BrokerHolds): string {
	switch (one.as) {
		case "unread":
			return "arrived, not looked at yet";
		case "queued":
			return `queued for ${one.session}`;
		case "in-flight":
			if (one.awaits === "PUBCOMP") return `only #${one.packetId} to ${one.session}, until PUBCOMP`;
			return `for ${one.session}, until ${one.awaits} #${one.packetId}`;
		case "for-others":
			return `${one.more === 0 ? "a copy" : "copies"} for ${one.session}${one.more === 0 ? "" : ` and ${many(one.more, "other")}`}`;
		case "held-id":
			return `#${one.packetId} until PUBREL`;
		case "retained":
			return "retained";
		case "unseen":
			return "its store cannot be seen";
		default:
			return unreachable(one);
	}
}

/** mayCome: whether a copy is on its way or waits. */
export function saySubscriberHolds(copies: number, mayCome: boolean): string {
	if (copies === 0) return mayCome ? "not yet" : "does not have it";
	return `has it, ${copies === 1 ? "once" : copies === 2 ? "twice" : `${copies} times`}`;
}
