import type { StoreApi } from "zustand";
import type { World } from "#model/world.ts";
import type { RoomState } from "./room-state.ts";

/** Those who wait for the world to be some way. */
export function openWorldWaits(store: StoreApi<RoomState>) {
	const rejections = new Set<() => void>();
	let closed = false;
	const over = () => new Error("the room is closed");
	return {
		until(holds: (world: World) => boolean): Promise<World> {
			const { world: now } = store.getState();
			if (closed) return Promise.reject(over());
			if (holds(now)) return Promise.resolve(now);
			return new Promise((resolve, reject) => {
				const leave = () => {
					rejections.delete(fail);
					unfollow();
				};
				const fail = () => {
					leave();
					reject(over());
				};
				const unfollow = store.subscribe(({ world }, { world: before }) => {
					if (world === before || !holds(world)) return;
					leave();
					resolve(world);
				});
				rejections.add(fail);
			});
		},
		close(): void {
			closed = true;
			for (const fail of [...rejections]) fail();
		},
	};
}
