import { useEffect, useState } from "react";
import type { RoomState, RoomStore } from "#room/room-state.ts";

/** Ms between two drawings of what is read, not watched. */
const CALM_MS = 100;

/**
 * Reads from the room what changes with every event and is read at leisure: the first change after a quiet spell is drawn at once, further
 * ones at most ten times a second. Not as a transition: under a flood, every event would put that off, and old worlds would be kept for it.
 * Always the same `select`.
 */
export function useCalmly<T>(room: RoomStore, select: (state: RoomState) => T): T {
	const [shown, show] = useState(() => select(room.getState()));
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let drawnAt = Number.NEGATIVE_INFINITY;
		const draw = () => {
			timer = undefined;
			drawnAt = performance.now();
			show(() => select(room.getState()));
		};
		const soon = () => {
			timer ??= setTimeout(draw, Math.max(0, drawnAt + CALM_MS - performance.now()));
		};
		soon();
		const stop = room.subscribe(soon);
		return () => {
			stop();
			clearTimeout(timer);
		};
	}, [room, select]);
	return shown;
}
