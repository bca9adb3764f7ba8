import type { World } from "#model/world.ts";
import type { RoomState } from "#room/room-state.ts";
import { isAnothers } from "./holder.ts";

type Heard = Pick<RoomState, "history" | "life" | "link">;

/**
 * All that this page keeps about a room belongs to one life of its broker: the clients' own halves, what was recorded, a script that is laid
 * out. cleared: somebody cleared the room, and a new broker stands there. begun-anew: the host opened the room anew, with new names for
 * everything. out: the clients of this page that a clearing disconnected.
 */
export type LifeEnd = { readonly how: "cleared"; readonly out: readonly string[] } | { readonly how: "begun-anew" };

/** Whether that life ended between these two states; null: it goes on, or none had been known. */
export function lifeEnd(now: Heard, before: Heard, page: string): LifeEnd | null {
	// What a page is told when it comes tells of clearings from before: its clients had no part in them.
	if (before.life === null || before.link.state === "opening" || now.history === before.history) return null;
	if (now.life?.name !== before.life.name) return { how: "begun-anew" };
	if (now.history.live.clearedSeq <= before.history.live.clearedSeq) return null;
	const clearings = now.history.after(before.history.live.seq).filter(({ type }) => type === "room.cleared");
	return { how: "cleared", out: clearings.flatMap((clearing) => endedByRoom(now.history.sides(clearing).before, page)) };
}

/** A clearing ends every connection first, and then everything is forgotten. */
function endedByRoom(world: World, page: string): readonly string[] {
	return Object.values(world.clients).flatMap(({ clientId, phase }) => {
		const ended = phase.phase === "offline" && phase.reason === "room-closed";
		return ended && !isAnothers(world, clientId, page) ? [clientId] : [];
	});
}
