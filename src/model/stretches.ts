import type { RoomEvent } from "#contract/event.ts";
import { fold } from "./reduce.ts";
import type { World } from "./world.ts";

/** Events between two worlds that are kept in any case: every other world is fewer events away from one of those. */
export const STRETCH = 64;
/** Stretches of which the worlds in between are kept too, the newest stretch and one in which somebody looks back; and old blocks in which somebody does. */
const UNFOLDED = 2;

/** A world and the events right after it, at most STRETCH. Events are only ever added to a stretch. */
export type Stretch = {
	readonly base: World;
	readonly events: RoomEvent[];
	/**
	 * The worlds after its events that have been asked for, each at its place. Several readers go through the same events one after the other:
	 * until the collector takes these worlds, nothing is folded again.
	 */
	worlds: WeakRef<World[]> | null;
	/**
	 * The stretch before the newest one: the last of its worlds is the base of this one. A reader that goes from event to event folds on from
	 * that world, for which an index is at hand; that of the base has moved on with the live world.
	 */
	previous: Stretch | null;
};

/** What the collector may not take: the worlds of the stretches asked about last, and the stretches of such blocks; the most recent of them at the end. */
export type Unfolded = { readonly worlds: Set<World[]>; readonly stretches: Set<Stretch[]> };

export function nothingUnfolded(): Unfolded {
	return { worlds: new Set(), stretches: new Set() };
}

/** Keeps this, and of the others those that were asked about last. */
export function recall<T>(kept: Set<T>, one: T): void {
	kept.delete(one);
	kept.add(one);
	for (const oldest of kept) if (kept.size > UNFOLDED) kept.delete(oldest);
}

export function stretchFrom(base: World, events: readonly RoomEvent[] = [], previous: Stretch | null = null): Stretch {
	if (previous !== null) previous.previous = null;
	return { base, events: [...events], worlds: null, previous };
}

/** The world after this many events of a stretch, counted from 0, in one fold of at most the events of that stretch. */
export function worldAfter(stretch: Stretch, count: number, unfolded: Unfolded): World {
	const known = stretch.worlds?.deref();
	const worlds = known ?? [];
	if (known === undefined) stretch.worlds = new WeakRef(worlds);
	recall(unfolded.worlds, worlds);
	if (count === 0) return stretch.base;
	let from = count;
	while (from > 0 && worlds[from - 1] === undefined) from -= 1;
	if (from === count) return worlds[count - 1] as World;
	const world = fold(worlds[from - 1] ?? baseOf(stretch), stretch.events.slice(from, count));
	worlds[count - 1] = world;
	return world;
}

function baseOf({ base, previous }: Stretch): World {
	return previous?.worlds?.deref()?.[STRETCH - 1] ?? base;
}
