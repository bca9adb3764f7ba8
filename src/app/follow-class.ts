import { benchOf, benchRoom } from "#contract/bench.ts";
import { seatClient } from "#contract/seat-client.ts";
import type { RoomState } from "#room/room-state.ts";
import type { Playground } from "#script/playground.ts";
import { layOutSeat } from "#seat/lay-out-seat.ts";
import { keepPlace } from "./class-keys.ts";
import { tellLooks } from "./lead-looks.ts";
import { plugInAgain } from "./plug-in-again.ts";
import { go } from "./router.ts";

/** The lesson for which this page went back to the class by itself: its seat is not sent away again for that one. */
let backFrom: string | null = null;
/** Whether this page was called back from its bench, and is to say so. */
let sayBack = false;

const BACK = "Back in class.";
const BACK_MS = 6_000;

/** What a page does by itself when the class tells it something. Returns a function that stops this. */
export function followClass(playground: Playground): () => void {
	const { room } = playground;
	let seat: number | null = null;
	const look = (state: RoomState) => {
		const { class: lesson } = state;
		if (lesson !== null) keepPlace(state.room, lesson.you);
		if (lesson?.you.role !== "seat") return;
		if (seat !== lesson.you.seat && benchOf(state.room) === null) {
			seat = lesson.you.seat;
			layOutSeat(playground.lab, seat);
		}
		if (state.link.state === "live" && benchOf(state.room) === null) rememberSessions(playground, lesson.you.seat);
		const where = whereTo(state.room, lesson.you.seat, lesson.told.benches);
		if (where === null) return;
		if (benchOf(state.room) !== null) sayBack = true;
		leavePolitely(playground);
		go(where);
	};
	const stops: (() => void)[] = [];
	if (sayBack && benchOf(room.getState().room) === null) {
		sayBack = false;
		room.notice(BACK);
		// It is said, and then it is in the way.
		const timer = setTimeout(() => room.getState().notice?.says === BACK && room.dismissNotice(), BACK_MS);
		stops.push(() => clearTimeout(timer));
	}
	look(room.getState());
	stops.push(
		tellLooks(room),
		...(room.getState().class?.you.role === "host" ? [plugInAgain(playground)] : []),
		room.subscribe((state, before) => {
			if (state.class !== before.class || state.link !== before.link) look(state);
		}),
	);
	return () => {
		for (const stop of stops) stop();
	};
}

/** A phone whose page was closed finds its switch as its session at the broker is: a clean CONNECT would throw away what waits there. */
function rememberSessions({ lab, room }: Playground, seat: number): void {
	const { sessions } = room.getState().live;
	for (const which of ["sub", "pub"] as const) {
		const clientId = seatClient(seat, which);
		const card = lab.getState().clients[clientId];
		if (card?.everConnected === false && card.setup.cleanSession && sessions[clientId]?.cleanSession === false)
			lab.set(clientId, { cleanSession: false });
	}
}

/** The clients of a page that goes to another room by itself have not been cut off: their wills are not for the class. */
function leavePolitely({ lab }: Playground): void {
	for (const [clientId, { plugged }] of Object.entries(lab.getState().clients)) if (plugged) lab.disconnect(clientId);
}

/** Where a seat belongs now; null: here. */
function whereTo(room: string, seat: number, benches: string | null): string | null {
	const bench = benchOf(room);
	if (benches === null) {
		backFrom = null;
		return bench === null ? null : `/r/${bench.room}`;
	}
	if (bench === null && backFrom !== benches) return benchAddress(room, seat, benches);
	return null;
}

/** Where the seat works on this lesson by itself. */
export function benchAddress(room: string, seat: number, lesson: string): string {
	return `/r/${benchRoom(room, seat)}${lesson === "" ? "" : `/lessons/${lesson}`}`;
}

/** The person went back to the class, and stays there for as long as the benches are for this lesson. */
export function goBackToClass(room: string, benches: string | null): void {
	backFrom = benches;
	go(`/r/${benchOf(room)?.room ?? room}`);
}
