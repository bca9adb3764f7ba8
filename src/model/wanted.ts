import { matches } from "#mqtt/topic.ts";
import { nearestFilter } from "./nearest.ts";
import type { Session } from "./world.ts";

type Wanted = {
	/** The filter that matches: of several, the one to which the client has been subscribed longest. Null: none does. */
	readonly filter: string | null;
	/** The filter that comes nearest. Null: there is no filter. */
	readonly nearest: string | null;
};

/** Topics whose answers are kept for the same subscriptions: a ledger asks for each of its messages with every world. */
const TOPICS = 512;
const known = new WeakMap<Session["subscriptions"], { readonly newest: number; readonly byTopic: Map<string, Wanted> }>();

/** What these subscriptions say about a topic: those that were already there after the event with this seq. */
export function wantedOf(subscriptions: Session["subscriptions"], topic: string, upTo: number = Number.POSITIVE_INFINITY): Wanted {
	let kept = known.get(subscriptions);
	if (kept === undefined) {
		kept = { newest: Math.max(...Object.values(subscriptions).map(({ seq }) => seq)), byTopic: new Map() };
		known.set(subscriptions, kept);
	}
	if (kept.newest > upTo) return look(subscriptions, topic, upTo);
	let wanted = kept.byTopic.get(topic);
	if (wanted === undefined) {
		if (kept.byTopic.size === TOPICS) kept.byTopic.clear();
		wanted = look(subscriptions, topic, upTo);
		kept.byTopic.set(topic, wanted);
	}
	return wanted;
}

function look(subscriptions: Session["subscriptions"], topic: string, upTo: number): Wanted {
	const filters = Object.entries(subscriptions).filter(([, { seq }]) => seq <= upTo);
	let first: (typeof filters)[number] | null = null;
	for (const one of filters) if ((first === null || one[1].seq < first[1].seq) && matches(one[0], topic)) first = one;
	return {
		filter: first?.[0] ?? null,
		nearest: nearestFilter(
			filters.map(([filter]) => filter),
			topic,
		),
	};
}
