import type { Room } from "#engine/port.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import type { World } from "#model/world.ts";

/** For tests of the host: sees a room as a page does, and waits for its world. */
export function openEyes(room: Room): { until(holds: (world: World) => boolean): Promise<World>; close(): void } {
	const { base, events } = room.journal.since(null);
	let world = events.reduce(reduce, base ?? EMPTY_WORLD);
	let wake = () => {};
	const close = room.journal.follow((event) => {
		world = reduce(world, event);
		wake();
	});
	return {
		close,
		async until(holds) {
			while (!holds(world)) {
				await new Promise<void>((settle) => {
					wake = settle;
				});
			}
			return world;
		},
	};
}
