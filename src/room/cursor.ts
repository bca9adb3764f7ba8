import { unreachable } from "#contract/unreachable.ts";
import type { World } from "#model/world.ts";
import type { RoomState, RoomStore } from "./room-state.ts";

/** The world that the views show. */
export function worldAtCursor({ cursor, live }: Pick<RoomState, "cursor" | "live">): World {
	switch (cursor.at) {
		case "live":
			return live;
		default:
			return unreachable(cursor.at);
	}
}

/** The room-clock time that the views show, in ms. */
export function nowAtCursor(room: Pick<RoomStore, "getState" | "now">): number {
	const { cursor } = room.getState();
	switch (cursor.at) {
		case "live":
			return room.now();
		default:
			return unreachable(cursor.at);
	}
}
