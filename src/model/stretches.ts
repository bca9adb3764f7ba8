import type { RoomEvent } from "#contract/event.ts";
import { reduce } from "./reduce.ts";
import type { World } from "./world.ts";

/** Events between two worlds that are kept in any case: every other world is fewer events away from one of those. */
export const STRETCH = 64;
/** Stretches of which the worlds in between are kept too: the newest stretch, and one in which somebody looks back. */
const UNFOLDED = 2;

/** A world and the events right after it, at most STRETCH. Events are only ever added to a stretch. */
export type Stretch = {
	readonly base: World;
	readonly events: RoomEvent[];
	/**
	 * The worlds after the first events, as many as have been folded. Several readers go through the same events one after the other: until
	 * the collector takes these worlds, nothing is folded again.
	 */
	worlds: WeakRef<World[]> | null;
	/**
	 * The stretch before the newest one: the last of its worlds is the base of this one. A reader that goes from event to event folds on from
	 * that world, for which an index is at hand; that of the base has moved on with the live world.
	 */
	previous: Stretch | null;
};

/** Worlds that the collector may not take: those of the stretches asked about last, the most recent of them at the end. */
export type Unfolded = Set<World[]>;

export function stretchFrom(base: World, events: readonly RoomEvent[] = [], previous: Stretch | null = null): Stretch {
	if (previous !== null) previous.previous = null;
	return { base, events: [...events], worlds: null, previous };
}

/** The world after this many events of a stretch, counted from 0. At most the events of that stretch are folded for it. */
export function worldAfter(stretch: Stretch, count: number, unfolded: Unfolded): World {
	const worlds = stretch.worlds?.deref() ?? [];
	if (worlds.length === 0) stretch.worlds = new WeakRef(worlds);
	unfolded.delete(worlds);
	unfolded.add(worlds);
	for (const oldest of unfolded) if (unfolded.size > UNFOLDED) unfolded.delete(oldest);
	for (const event of stretch.events.slice(worlds.length, count)) worlds.push(reduce(worlds.at(-1) ?? baseOf(stretch), event));
	return worlds[count - 1] ?? stretch.base;
}

function baseOf({ base, previous }: Stretch): World {
	return previous?.worlds?.deref()?.[STRETCH - 1] ?? base;
}
