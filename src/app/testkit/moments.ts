import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import type { World } from "#model/world.ts";

/** An event, with the worlds in which it is told. */
export type MomentTold = { readonly event: RoomEvent; readonly world: World; readonly before: World };

export function* momentsOf(events: readonly RoomEvent[]): Generator<MomentTold, void> {
	let before: World = EMPTY_WORLD;
	for (const event of events) {
		const world = reduce(before, event);
		yield { event, world, before };
		before = world;
	}
}
