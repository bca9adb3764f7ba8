import type { StoreApi } from "zustand";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { ScreenPage } from "#screen/screen-page.tsx";
import { SeatCards } from "#seat/seat-cards.tsx";
import { SeatPage } from "#seat/seat-page.tsx";
import { FullPage } from "./full-page.tsx";
import type { RoomScreen } from "./router.ts";

type ClassScreenProps = { room: RoomStore; drawn: StoreApi<RoomState>; screen: RoomScreen; lesson: RoomState["class"] };

/** What a page in a class shows in place of the Lab: a phone, the projector, or the cards of all seats. Loaded there alone. */
export function ClassScreen({ room, drawn, screen, lesson }: ClassScreenProps) {
	if (screen === "screen") return <ScreenPage room={room} drawn={drawn} />;
	if (lesson?.you.role === "seat") return <SeatPage />;
	if (lesson?.you.role !== "host") return <FullPage title="Seat cards" says="Only the host of a class has the cards of its seats." />;
	return <SeatCards address={lesson.told.address} room={room.getState().room} cards={lesson.you.cards} />;
}
