import { fateOf, subscribersOf } from "./fate-of.ts";
import type { Fate, Tally, World } from "./world.ts";

/** published = delivered + queued + inflight + dropped + unseen + none, always. */
export type Equation = Tally & { readonly published: number };

type Counting = { -readonly [K in keyof Equation]: Equation[K] };

/**
 * The ledger's equation for one subscriber. With null it is the sum over all subscribers, and `published` counts copies: one for each
 * (message, subscriber). Messages no longer remembered one by one are counted; a message for which a subscriber has no tally was published
 * before that subscriber was known, so the message was not meant for it.
 */
export function tallyOf(world: World, subscriber: string | null): Equation {
	const sum: Counting = { published: 0, delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };
	const subscribers = subscriber === null ? subscribersOf(world) : [subscriber];
	const messages = Object.keys(world.messages);
	for (const each of subscribers) {
		for (const message of messages) sum[fateOf(world, message, each).fate] += 1;
		addForgotten(sum, world, each);
		sum.published += messages.length;
	}
	return sum;
}

function addForgotten(sum: Counting, world: World, subscriber: string): void {
	const tally = world.forgotten.bySubscriber[subscriber];
	const counted = tally === undefined ? 0 : FATES.reduce((all, fate) => all + tally[fate], 0);
	const forgotten = Math.max(world.forgotten.messages, counted);
	sum.published += forgotten;
	sum.none += forgotten - counted;
	if (tally === undefined) return;
	for (const fate of FATES) sum[fate] += tally[fate];
}

const FATES: readonly Fate["fate"][] = ["delivered", "queued", "inflight", "dropped", "unseen", "none"];
