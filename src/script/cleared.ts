import type { World } from "#model/world.ts";
import type { RoomState } from "#room/room-state.ts";
import { isAnothers } from "./holder.ts";

type Heard = Pick<RoomState, "history">;

/** The clients of this page whose connections a clearing just ended; null: the room was not cleared. */
export function thrownOut(now: Heard, before: Heard, page: string): readonly string[] | null {
	// The first welcome tells of clearings from before this page came: its clients had no part in them.
	if (now.history === before.history || before.history.live.seq === 0) return null;
	const clearings = now.history.after(before.history.live.seq).filter(({ type }) => type === "room.cleared");
	if (clearings.length === 0) return null;
	return clearings.flatMap((clearing) => endedByRoom(now.history.sides(clearing).before, page));
}

/** A clearing ends every connection first, and then everything is forgotten. */
function endedByRoom(world: World, page: string): readonly string[] {
	return Object.values(world.clients).flatMap(({ clientId, phase }) => {
		const ended = phase.phase === "offline" && phase.reason === "room-closed";
		return ended && !isAnothers(world, clientId, page) ? [clientId] : [];
	});
}
