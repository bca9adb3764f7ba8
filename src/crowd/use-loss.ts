import { useMemo } from "react";
import { useStore } from "zustand";
import { isBench } from "#contract/bench.ts";
import { seatOf } from "#contract/seat-client.ts";
import type { RoomState } from "#room/room-state.ts";
import { clientsOfOthers } from "#script/others.ts";
import { usePlayground } from "#script/playground.ts";
import { type Losing, lossText, type OthersHere } from "./loss-text.ts";

type Here = Pick<RoomState, "class" | "live" | "room">;

/** What others in this room would lose: see lossText(). Null also for a seat, which has a room of its own or asks for nothing. page: which asks. */
export function lossHere(here: Here, by: Losing, page: string): string | null {
	if (here.class !== null && here.class.you.role !== "host") return null;
	return lossText(here.live, othersHere(here, page), by);
}

function othersHere({ class: seen, live, room }: Here, page: string): OthersHere {
	const others = clientsOfOthers(live, page).map(({ clientId }) => seatOf(clientId) ?? 0);
	// On the bench of a seat are those alone whose clients are there.
	const inRoom = seen === null || isBench(room) ? [] : [...seen.seats.values()];
	const here = new Set(inRoom.filter(({ presence }) => presence === "here").map(({ seat }) => seat));
	return { seats: here.size, clients: others.filter((seat) => !here.has(seat)).length };
}

/** The same, kept up to date for as long as it is asked; whether it is a question at all is decided once, so that no dialog goes while it is read. */
export function useLoss(by: Losing, asked: boolean): string | null {
	const { room, lab } = usePlayground();
	const { page } = lab.getState();
	const first = useMemo(() => (asked ? lossHere(room.getState(), by, page) : null), [room, by, asked, page]);
	return useStore(room, (state) => first && (lossHere(state, by, page) ?? first));
}
