import { useMemo } from "react";
import { useStore } from "zustand";
import { isBench } from "#contract/bench.ts";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { type Losing, lossText } from "./loss-text.ts";

/** What others in a class would lose: see lossText(). Null also where nobody leads a class, or somebody else does. */
export function lossHere({ class: seen, live, room }: Pick<RoomState, "class" | "live" | "room">, by: Losing): string | null {
	return seen?.you.role === "host" && !isBench(room) ? lossText(live, seen, by) : null;
}

/** The same, kept up to date for as long as it is asked; whether it is a question at all is decided once, so that no dialog goes while it is read. */
export function useLoss(by: Losing, asked: boolean): string | null {
	const { room } = usePlayground();
	const first = useMemo(() => (asked ? lossHere(room.getState(), by) : null), [room, by, asked]);
	return useStore(room, (state) => first && (lossHere(state, by) ?? first));
}
