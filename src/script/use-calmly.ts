import { useStore } from "zustand";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "./playground.ts";

/** Reads from the room what changes with every event and is read, not watched: it is drawn at most ten times a second. */
export function useCalmly<T>(select: (state: RoomState) => T): T {
	return useStore(usePlayground().read, select);
}
