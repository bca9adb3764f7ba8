import type { StoreApi } from "zustand";
import type { World } from "#model/world.ts";
import type { RoomState } from "./room-state.ts";

/** Waits for the world to satisfy a condition. */
export function openWorldWaits(store: StoreApi<RoomState>) {
	const rejections = new Set<() => void>();
	let closed = false;
	const over = () => new Error("the room is closed");
	return {
		until(holds: (world: World) => boolean): Promise<World> {
			const { live: now } = store.getState();
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
				const unfollow = store.subscribe(({ live }, { live: before }) => {
					if (live === before || !holds(live)) return;
					leave();
					resolve(live);
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
