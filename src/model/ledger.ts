import { fateOf, subscribersOf } from "./fate-of.ts";
import type { Fate, Message, Tally, World } from "./world.ts";

/** published = delivered + queued + inflight + dropped + unseen + none, always. */
export type Equation = Tally & { readonly published: number };

type Counting = { -readonly [K in keyof Equation]: Equation[K] };

/**
 * The ledger's equation for one subscriber. With null it is the sum over all subscribers, and `published` counts copies: one for each
 * (message, subscriber). Messages no longer remembered one by one are counted; a message for which a subscriber has no tally was published
 * before that subscriber was known, so the message was not meant for it. It counts what fateOf() says, at the cost of the fates that are there.
 */
export function tallyOf(world: World, subscriber: string | null): Equation {
	const sum: Counting = { published: 0, delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };
	const subscribers = new Set(subscriber === null ? subscribersOf(world) : [subscriber]);
	for (const message of Object.values(world.messages)) addMessage(sum, world, message, subscribers);
	for (const each of subscribers) addForgotten(sum, world, each);
	return sum;
}

function addMessage(sum: Counting, world: World, { message, decided }: Message, subscribers: ReadonlySet<string>): void {
	sum.published += subscribers.size;
	if (decided === null) {
		for (const subscriber of subscribers) sum[fateOf(world, message, subscriber).fate] += 1;
		return;
	}
	let told = 0;
	const fates = world.fates[message];
	const only = subscribers.size === 1 ? subscribers : null;
	for (const subscriber of only ?? Object.keys(fates ?? {})) {
		const fate = fates?.[subscriber];
		if (fate === undefined || !subscribers.has(subscriber)) continue;
		sum[fate.fate] += 1;
		told += 1;
	}
	// The message was not meant for any of the others.
	sum.none += subscribers.size - told;
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
