import type { RoomEvent } from "#contract/event.ts";
import { reduce } from "./reduce.ts";
import type { World } from "./world.ts";

/** Events between two worlds that are kept in any case: every other world is fewer events away from one of them. */
export const STRETCH = 64;
/** Stretches of which the worlds in between are kept too: the newest one, and two places where somebody looks back. */
const UNFOLDED = 3;

/** A world and the events right after it, STRETCH at most. Events are only ever added to it. */
export type Stretch = {
	readonly base: World;
	readonly events: RoomEvent[];
	/**
	 * The world after each of the first of them. Several readers go through the same events one after the other: until the collector takes
	 * these, nothing is folded again.
	 */
	worlds: WeakRef<World[]> | null;
};

/** Worlds that the collector may not take: those of the stretches last asked about, the newest of them last. */
export type Unfolded = Set<World[]>;

export function stretchFrom(base: World, events: readonly RoomEvent[] = []): Stretch {
	return { base, events: [...events], worlds: null };
}

/** The world after so many events of a stretch, from 0 on. At most all of them are folded for it. */
export function worldAfter(stretch: Stretch, count: number, unfolded: Unfolded): World {
	const worlds = stretch.worlds?.deref() ?? [];
	if (worlds.length === 0) stretch.worlds = new WeakRef(worlds);
	unfolded.delete(worlds);
	unfolded.add(worlds);
	for (const oldest of unfolded) if (unfolded.size > UNFOLDED) unfolded.delete(oldest);
	for (const event of stretch.events.slice(worlds.length, count)) worlds.push(reduce(worlds.at(-1) ?? stretch.base, event));
	return worlds[count - 1] ?? stretch.base;
}
