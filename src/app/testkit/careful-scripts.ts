import type { RoomEvent } from "#contract/event.ts";
import { openCables } from "#engine/testkit/cable.ts";
import { type CableScene, type CableScript, enter, perform } from "#engine/testkit/steps.ts";

/** What the room tells while correct clients do this on bad cables. persistence: whether a restart keeps anything. */
export async function playCareful({ settings, cast, steps }: CableScript, persistence: boolean): Promise<readonly RoomEvent[]> {
	const cables = await openCables({ ...settings, persistence });
	const scene: CableScene = { cables, cast, published: 0 };
	await enter(scene);
	for (const one of steps) {
		perform(scene, one);
		await cables.settle();
	}
	const events = [...cables.room.events];
	await cables.room.close();
	return events;
}
