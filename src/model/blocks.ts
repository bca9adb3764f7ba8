import type { RoomEvent } from "#contract/event.ts";
import { fold } from "./reduce.ts";
import { recall, STRETCH, type Stretch, stretchFrom, type Unfolded } from "./stretches.ts";
import type { World } from "./world.ts";

/** Stretches that become one block once they are old. */
export const BLOCK_STRETCHES = 16;
/** Events of a block. */
export const BLOCK = BLOCK_STRETCHES * STRETCH;
/** Stretches before the newest one that stay stretches: most readers look at what has just happened. */
export const RECENT_STRETCHES = 32;

/**
 * Old events, of which only the world before the first is kept in any case: a world holds hundreds of messages, and a long history has no
 * room for one every STRETCH events. Any other world of a block is folded when it is asked for, from at most BLOCK events.
 */
export type Block = {
	readonly base: World;
	readonly events: readonly RoomEvent[];
	/** Those of its stretches that have been asked for, each at its place, until the collector takes them. */
	stretches: WeakRef<Stretch[]> | null;
};

/** Of whole stretches that follow each other. */
export function blockOf(stretches: readonly Stretch[]): Block {
	const [first] = stretches;
	if (first === undefined) throw new Error("a block has events");
	return { base: first.base, events: stretches.flatMap(({ events }) => events), stretches: null };
}

/** The stretch of a block that holds the world after this many of its events, counted from 0. */
export function stretchIn(block: Block, count: number, unfolded: Unfolded): Stretch {
	const known = block.stretches?.deref();
	const stretches = known ?? [];
	if (known === undefined) block.stretches = new WeakRef(stretches);
	recall(unfolded.stretches, stretches);
	const at = Math.floor(count / STRETCH);
	const there = stretches[at];
	if (there !== undefined) return there;
	let from = at - 1;
	while (from > 0 && stretches[from] === undefined) from -= 1;
	const begin = Math.max(from, 0) * STRETCH;
	const base = fold(stretches[from]?.base ?? block.base, block.events.slice(begin, at * STRETCH));
	const stretch = stretchFrom(base, block.events.slice(at * STRETCH, (at + 1) * STRETCH));
	stretches[at] = stretch;
	return stretch;
}
