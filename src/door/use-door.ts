import { create } from "zustand";
import type { AtDoor, World } from "#model/world.ts";
import type { Life } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";

/** Up to which event this page has emptied the list in that life of a room; the list of everybody else is untouched. */
type Emptied = { readonly life: string | null; readonly seq: number };
const useEmptied = create<Emptied>(() => ({ life: null, seq: 0 }));

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
	const life = useCalmly((state) => state.life);
	const emptied = useEmptied((state) => emptiedIn(life, state));
	const empty = () => {
		const { life: now, live } = room.getState();
		useEmptied.setState({ life: now?.name ?? null, seq: live.seq });
	};
	return { ...seenAtDoor(door, emptied), empty };
}

/** A room that was opened anew counts from the beginning. */
export function emptiedIn(life: Life | null, { life: name, seq }: Emptied): number {
	return life !== null && life.name === name ? seq : 0;
}

/** emptied: the seq up to which the list was emptied; what had been counted until then is gone with it. */
export function seenAtDoor({ count, visitors }: World["door"], emptied: number): DoorSeen {
	const listed = visitors.reduce((sum, { times }) => sum + times, 0);
	return { visitors: visitors.filter(({ seq }) => seq > emptied).reverse(), unlisted: emptied === 0 ? count - listed : 0 };
}
