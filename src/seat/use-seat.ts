import { useStore } from "zustand";
import type { ClassTold, SeatTold } from "#contract/class.ts";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";

/** This phone in its class, as the host has told it. */
export type OwnSeat = {
	readonly seat: number;
	readonly room: string;
	readonly told: ClassTold;
	/** What the seat has answered to the question of now. */
	readonly answer: number | null;
	readonly mine: SeatTold | undefined;
	/** Why the line to the host is down, and that the page tries again; null: it stands. */
	readonly lost: string | null;
	/** The host will not have this page: why. */
	readonly refused: string | null;
	/** Why nothing can be pressed now; undefined: it can. */
	readonly hands: string | undefined;
};

/** Null: no class is led in this room, or this page has no seat in it. */
export function useOwnSeat(): OwnSeat | null {
	const { drawn } = usePlayground();
	const seen = useStore(drawn, (state) => state.class);
	const link = useStore(drawn, (state) => state.link);
	const room = useStore(drawn, (state) => state.room);
	if (seen === null || seen.you.role !== "seat") return null;
	const { told, you, seats } = seen;
	const lost = lostText(link);
	return {
		seat: you.seat,
		room,
		told,
		answer: you.answer,
		mine: seats.get(you.seat),
		lost,
		refused: link.state === "refused" || link.state === "lost" ? link.says : null,
		hands: lost ?? (told.frozen ? "Hands off." : undefined),
	};
}

function lostText(link: RoomState["link"]): string | null {
	if (link.state !== "lost") return null;
	return link.says === null ? "No answer from the trainer’s laptop. Trying again." : `${link.says} Trying again.`;
}
