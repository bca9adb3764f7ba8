import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import type { SampleMoment } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";

export function* momentsOf(events: readonly RoomEvent[]): Generator<SampleMoment, void> {
	let before: World = EMPTY_WORLD;
	for (const event of events) {
		const world = reduce(before, event);
		yield { event, world, before };
		before = world;
	}
}
