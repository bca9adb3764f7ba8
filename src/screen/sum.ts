import type { CrowdFates } from "#crowd/fates.ts";
import { fatesIn } from "#crowd/fates.ts";
import { nounOf } from "#crowd/say-crowd.ts";
import { subscribersOf } from "#model/fate-of.ts";
import { tallyOf } from "#model/ledger.ts";
import type { Tally, World } from "#model/world.ts";

/** The ledger's sum: the first is the sum of the others. */
export type ScreenSum = readonly (readonly [count: number, word: string])[];

/** Of all messages: published, where one client subscribes; copies, one for each subscriber, where several do. Null: nobody subscribes. */
export function sumOfAll(world: World): ScreenSum | null {
	const [one, ...more] = subscribersOf(world);
	if (one === undefined) return null;
	const tally = tallyOf(world, more.length === 0 ? one : null);
	return [[tally.published, more.length === 0 ? "published" : "copies"], ...parts(tally)];
}

/** Of these messages, for one client. */
export function sumOfMessages(world: World, messages: readonly string[], client: string): ScreenSum | null {
	if (messages.length === 0) return null;
	const tally = { delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };
	for (const message of messages) for (const kind of FATES) tally[kind] += fatesIn(world, message, [client]).by[kind].length;
	return [[messages.length, "published"], ...parts(tally)];
}

/** Of one message, for many clients. */
export function sumOfCrowd({ of, by }: CrowdFates): ScreenSum {
	const clients = Object.values(by).flat();
	const tally = Object.fromEntries(FATES.map((kind) => [kind, by[kind].length])) as Record<(typeof FATES)[number], number>;
	return [[of, `${nounOf(clients)}${of === 1 ? "" : "s"}`], ...parts(tally)];
}

const FATES = ["delivered", "queued", "inflight", "dropped", "unseen", "none"] as const;

/** What cannot be seen, and what was not meant for somebody, is a part only where there is such a part. */
function parts({ delivered, queued, inflight, dropped, unseen, none }: Tally): ScreenSum {
	return [
		[delivered, "delivered"],
		...(queued > 0 || unseen === 0 ? [[queued, "queued"] as const] : []),
		[inflight, "in flight"],
		[dropped, "dropped"],
		...(unseen > 0 ? [[unseen, "unseen"] as const] : []),
		...(none > 0 ? [[none, "not subscribed"] as const] : []),
	];
}
