import type { World } from "#model/world.ts";
import type { RoomStore } from "#room/room-state.ts";

/** By session: the longest that its queue ever was, and the room-clock ms of the event after which it was. */
export type Highest = Readonly<Record<string, { readonly count: number; readonly at: number; readonly createdAt: number }>>;

export const NO_HIGHEST: Highest = Object.freeze(Object.create(null));

/** The same value where no queue is longer than before, and no session a new one. */
export function highestAfter(before: Highest, { sessions, at }: Pick<World, "sessions" | "at">): Highest {
	let after: Record<string, Highest[string]> | null = null;
	for (const id in sessions) {
		const session = sessions[id];
		if (session === undefined) continue;
		const { queue, createdAt } = session;
		const known = before[id];
		// A new session begins with an empty queue, whatever the one before it held.
		if (known !== undefined && known.createdAt === createdAt && known.count >= queue.length) continue;
		after ??= Object.assign(Object.create(null), before);
		(after as Record<string, Highest[string]>)[id] = { count: queue.length, at, createdAt };
	}
	return after ?? before;
}

type Watched = { now: Highest; readonly told: Set<() => void> };
const rooms = new WeakMap<RoomStore, Watched>();

/**
 * Watches a room's queues from the first time that anybody asks, as long as the room is there. What came before that, this page does not know:
 * the world does not keep it.
 */
export function watchHighest(room: RoomStore): { get(): Highest; follow(changed: () => void): () => void } {
	const known = rooms.get(room);
	const watched: Watched = known ?? { now: highestAfter(NO_HIGHEST, room.getState().live), told: new Set() };
	if (known === undefined) {
		rooms.set(room, watched);
		room.subscribe(({ live }, { live: before }) => {
			if (live.sessions === before.sessions) return;
			const now = highestAfter(watched.now, live);
			if (now === watched.now) return;
			watched.now = now;
			for (const changed of watched.told) changed();
		});
	}
	return {
		get: () => watched.now,
		follow(changed) {
			watched.told.add(changed);
			return () => void watched.told.delete(changed);
		},
	};
}
