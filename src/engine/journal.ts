import type { Fact, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { fold } from "#model/reduce.ts";
import { EMPTY_WORLD, type World } from "#model/world.ts";
import type { Journal } from "./port.ts";

/** Stamps facts with seq and at. Keeps the last events, and the world as it was before them. */
export function openJournal(now: () => number, keep: number = LIMITS.journalEvents): Journal & { tell(fact: Fact): void; world(): World } {
	let base: World = EMPTY_WORLD;
	let tail: RoomEvent[] = [];
	let seq = 0;
	const followers = new Set<(event: RoomEvent) => void>();
	return {
		get seq() {
			return seq;
		},
		tell(fact) {
			seq += 1;
			const event: RoomEvent = { ...fact, seq, at: Math.round(now() * 10) / 10 };
			tail.push(event);
			// In halves, so that folding costs a constant per event.
			if (tail.length >= 2 * keep) {
				base = fold(base, tail.slice(0, keep));
				tail = tail.slice(keep);
			}
			for (const follower of followers) follower(event);
		},
		world: () => fold(base, tail),
		since(after) {
			const oldest = seq - tail.length;
			if (after !== null && after >= oldest && after <= seq) return { base: null, events: tail.slice(after - oldest) };
			return { base, events: tail.slice() };
		},
		follow(follower) {
			followers.add(follower);
			return () => followers.delete(follower);
		},
	};
}
