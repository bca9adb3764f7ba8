import { fateOf } from "#model/fate-of.ts";
import type { Fate, World } from "#model/world.ts";
import { leastOf, type TapeFate } from "./least-of.ts";
import { lifeAt } from "./lives.ts";
import type { TapePacket, Traffic } from "./traffic.ts";

/** What is known at the moment that is shown. worlds: of that moment, and as it is now; null: only packets are known. */
export type ShownMoment = {
	readonly traffic: Traffic;
	readonly seq: number;
	readonly worlds: { readonly shown: World; readonly now: World } | null;
};

/**
 * How the message of a PUBLISH stood at the moment that is shown, as the ledger tells it: of one to a subscriber, for that subscriber; of one
 * from its publisher, for all. A PUBLISH that left later stands as it does now. Every view has the colour of a message from here. Null: no PUBLISH.
 */
export function standOfPublish({ fields, direction, clientId, left, end }: TapePacket, shown: ShownMoment): TapeFate | null {
	if (fields?.type !== "PUBLISH") return null;
	const { traffic, worlds } = shown;
	const later = left.seq > shown.seq;
	const seq = later ? traffic.upTo : shown.seq;
	const world = worlds === null ? null : later ? worlds.now : worlds.shown;
	const subscriber = direction === "up" ? null : clientId;
	// A world does not speak of messages from before the room was cleared.
	const told = world === null || left.seq <= world.clearedSeq ? null : standIn(world, fields.message, subscriber);
	if (told !== null) return told;
	const at = Math.min(seq, lifeAt(traffic.clears, left.seq).upTo);
	const known = traffic.fateAt(fields.message, subscriber, at);
	if (known !== null) return known;
	if (end === null || end.seq > at) return "inflight";
	if (end.how === "unseen") return "unseen";
	if (end.how === "arrived") return direction === "down" ? "delivered" : "none";
	return fields.qos === 0 ? "dropped" : "inflight";
}

/** A world does not change: what became of a message is looked up once, not with each of its packets. */
const looked = new WeakMap<World, Map<string, TapeFate>>();

/** Null: the message is no longer told one by one. */
function standIn(world: World, message: string, subscriber: string | null): TapeFate | null {
	const known = world.messages[message];
	if (known === undefined) return null;
	if (subscriber !== null) return fateOf(world, message, subscriber).fate;
	if (known.phase === "lost" || known.phase === "refused") return "dropped";
	if (known.phase !== "accepted") return "inflight";
	const all = looked.get(world) ?? new Map<string, TapeFate>();
	looked.set(world, all);
	const found = all.get(message) ?? leastIn(Object.values(world.fates[message] ?? {}));
	all.set(message, found);
	return found;
}

function leastIn(fates: readonly Pick<Fate, "fate">[]): TapeFate {
	return leastOf((one) => fates.some(({ fate }) => fate === one));
}
