import { create } from "zustand";
import type { AtDoor, World } from "#model/world.ts";
import type { RoomStore } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";

/** Up to which event this page has emptied the list of that room; the list of everybody else is untouched. */
const useEmptied = create<{ readonly room: RoomStore | null; readonly seq: number }>(() => ({ room: null, seq: 0 }));

export type DoorSeen = {
	/** The newest first. */
	readonly visitors: readonly AtDoor[];
	/** Visits that the room counts and does not list. */
	readonly unlisted: number;
};

/** The clients that stood at the door of this room, since this page last emptied its list. */
export function useDoor(): DoorSeen & { readonly empty: () => void } {
	const { room } = usePlayground();
	const door = useCalmly(({ live }) => live.door);
	const emptied = useEmptied((state) => (state.room === room ? state.seq : 0));
	// A room that was opened anew counts from the beginning.
	const isAnew = useCalmly(({ live }) => live.seq < emptied);
	return { ...seenAtDoor(door, isAnew ? 0 : emptied), empty: () => useEmptied.setState({ room, seq: room.getState().live.seq }) };
}

/** emptied: the seq up to which the list was emptied; what had been counted until then is gone with it. */
export function seenAtDoor({ count, visitors }: World["door"], emptied: number): DoorSeen {
	const listed = visitors.reduce((sum, { times }) => sum + times, 0);
	return { visitors: visitors.filter(({ seq }) => seq > emptied).reverse(), unlisted: emptied === 0 ? count - listed : 0 };
}
