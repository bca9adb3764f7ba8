import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { leastOf, type TapeFate } from "./least-of.ts";
import { lifeAt } from "./lives.ts";
import type { At } from "./traffic.ts";

type Change = { readonly seq: number; readonly fate: TapeFate };
type Known = {
	readonly bySubscriber: Map<string, Change[]>;
	readonly whole: Change[];
	readonly counts: Record<TapeFate, number>;
	readonly got: Map<string, number[]>;
};

/**
 * What has become of each message, change by change. Past LIMITS.tapeFates, the oldest messages are forgotten. clears: when the room was cleared,
 * as far as that has been told; a name stands for another message after that.
 */
export function openMessageFates(clears: readonly At[]) {
	const lives = openByLife(clears);
	let count = 0;
	const of = (message: string): Known => {
		const life = lives.now();
		const known = life.get(message);
		if (known !== undefined) return known;
		const one = nothingKnown();
		life.set(message, one);
		count += 1;
		trim();
		return one;
	};
	/** What the broker gives up after it has arrived was not dropped: it is only not acknowledged. */
	const hasCopy = (message: string, subscriber: string) => of(message).got.has(subscriber);
	const trim = () => {
		if (count <= LIMITS.tapeFates) return;
		lives.forget((known) => {
			count -= sizeOf(known);
			return count > KEPT;
		});
	};
	const whole = (known: Known, seq: number, fate: TapeFate) => {
		if (known.whole.at(-1)?.fate === fate) return;
		known.whole.push({ seq, fate });
		count += 1;
		trim();
	};
	const set = (message: string, subscriber: string, seq: number, fate: TapeFate) => {
		const known = of(message);
		const changes = known.bySubscriber.get(subscriber) ?? [];
		const before = changes.at(-1)?.fate;
		if (before === fate) return;
		if (before !== undefined) known.counts[before] -= 1;
		known.counts[fate] += 1;
		changes.push({ seq, fate });
		known.bySubscriber.set(subscriber, changes);
		count += 1;
		const least = leastOf((one) => known.counts[one] > 0);
		whole(known, seq, least);
		trim();
	};
	return {
		set,
		/** As this world tells it, after events that were not seen. What has become of a message that the world no longer lists is not known. */
		skip({ seq, messages: listed, fates }: World): void {
			const life = lives.now();
			for (const [message, known] of life) {
				if (listed[message] !== undefined) continue;
				life.delete(message);
				count -= sizeOf(known);
			}
			for (const [message, bySubscriber] of Object.entries(fates))
				for (const [subscriber, { fate }] of Object.entries(bySubscriber))
					if (fate !== "unseen" && fate !== "none") set(message, subscriber, seq, fate);
		},
		/** Nothing of it reaches anybody. */
		lost(message: string, seq: number): void {
			whole(of(message), seq, "dropped");
		},
		/** One more copy has reached the subscriber. */
		got(message: string, subscriber: string, seq: number): void {
			const { got } = of(message);
			const copies = got.get(subscriber) ?? [];
			got.set(subscriber, copies);
			if (copies.push(seq) > LIMITS.tapeCopies) copies.shift();
			else count += 1;
			trim();
		},
		/** The seqs with which copies of the message reached this subscriber. */
		copiesAt: (message: string, subscriber: string, seq: number): readonly number[] => lives.at(message, seq)?.got.get(subscriber) ?? [],
		take(event: RoomEvent): void {
			switch (event.type) {
				case "publication.accepted":
					if (of(event.message).whole.length === 0) whole(of(event.message), event.seq, "none");
					return;
				case "publication.refused":
					return whole(of(event.message), event.seq, "dropped");
				case "delivery.queued":
					return set(event.message, event.session, event.seq, "queued");
				case "delivery.sent":
					return set(event.message, event.session, event.seq, "inflight");
				case "delivery.acked":
					return set(event.message, event.session, event.seq, "delivered");
				case "delivery.dropped":
					return set(event.message, event.session, event.seq, hasCopy(event.message, event.session) ? "delivered" : "dropped");
				default:
					return;
			}
		},
		/** Null: nothing had been decided at that seq, or it is no longer kept. */
		at(message: string, subscriber: string | null, seq: number): TapeFate | null {
			const known = lives.at(message, seq);
			const changes = subscriber === null ? known?.whole : known?.bySubscriber.get(subscriber);
			return changes?.findLast((one) => one.seq <= seq)?.fate ?? null;
		},
	};
}

/** What is known of each message: a name stands for one message in each life of the room. */
function openByLife(clears: readonly At[]) {
	/** By the seq that the life began after, oldest first. */
	const lives = new Map<number, Map<string, Known>>();
	return {
		at: (message: string, seq: number) => lives.get(lifeAt(clears, seq).after)?.get(message),
		now(): Map<string, Known> {
			const after = clears.at(-1)?.seq ?? 0;
			const life = lives.get(after) ?? new Map<string, Known>();
			lives.set(after, life);
			return life;
		},
		/** Forgets the oldest, one after the other, for as long as it is told to go on. */
		forget(forgotten: (known: Known) => boolean): void {
			for (const [after, life] of lives) {
				for (const [message, known] of life) {
					life.delete(message);
					if (!forgotten(known)) return;
				}
				lives.delete(after);
			}
		},
	};
}

function nothingKnown(): Known {
	const counts = { queued: 0, inflight: 0, delivered: 0, dropped: 0, unseen: 0, none: 0 };
	return { bySubscriber: new Map(), whole: [], counts, got: new Map() };
}

function sizeOf({ bySubscriber, whole, got }: Known): number {
	return [...bySubscriber.values(), ...got.values()].reduce((sum, { length }) => sum + length, 1 + whole.length);
}

/** Past the bound, so many stay: what goes, goes together. */
const KEPT = Math.floor((LIMITS.tapeFates * 15) / 16);
