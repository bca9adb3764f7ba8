import { useEffect, useState } from "react";
import { REDUCED_MOTION, useMedia } from "#kit/media.ts";
import { nowAtCursor } from "#room/cursor.ts";
import type { RoomStore } from "#room/room-state.ts";
import { type Movers, openMovers } from "./movers.ts";

/** The loop that moves what is under way on this page, by the room clock. */
export function useMovers(room: RoomStore): Movers {
	const [movers] = useState(() => openMovers(() => nowAtCursor(room)));
	const reduced = useMedia(REDUCED_MOTION);
	useEffect(() => movers.setReduced(reduced), [movers, reduced]);
	return movers;
}
