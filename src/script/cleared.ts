import type { World } from "#model/world.ts";
import type { RoomState } from "#room/room-state.ts";
import { isAnothers } from "./holder.ts";

type Heard = Pick<RoomState, "told" | "world">;

/** The clients of this page whose connection a clearing just ended; null: the room was not cleared. */
export function thrownOut(now: Heard, before: Heard, page: string): readonly string[] | null {
	// The first welcome tells of clearings before this page came: its clients had no part in them.
	if (now.told === before.told || before.world.seq === 0) return null;
	const clearings = now.told.flatMap(({ event }, at) => (event.type === "room.cleared" && event.seq > before.world.seq ? [at] : []));
	if (clearings.length === 0) return null;
	return clearings.flatMap((at) => endedByRoom((now.told[at - 1] ?? before).world, page));
}

/** A clearing ends every connection first, and then all is forgotten. */
function endedByRoom(world: World, page: string): readonly string[] {
	return Object.values(world.clients).flatMap(({ clientId, phase }) => {
		const ended = phase.phase === "offline" && phase.reason === "room-closed";
		return ended && !isAnothers(world, clientId, page) ? [clientId] : [];
	});
}
