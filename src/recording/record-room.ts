import type { RoomState, RoomStore } from "#room/room-state.ts";
import { newestBytes } from "./newest-bytes.ts";
import { packetsIn, type RoomRecording } from "./recording.ts";

/** What a recording of a room has in it. since: the room-clock time of its first event, in ms. */
export type Contents = { readonly events: number; readonly since: number };

/** Of a recording that would be saved now. */
export function contentsOf({ history }: Pick<RoomState, "history">): Contents {
	return { events: history.live.seq - history.from, since: (history.event(history.from + 1) ?? history.live).at };
}

/** Settles once everything that the host still has of the past is told, or cannot be. */
function pastTold(room: RoomStore): Promise<void> {
	room.askPast();
	return new Promise((settle) => {
		const isOver = ({ past, history, link }: RoomState) => past !== "asked" || history.from === 0 || link.state !== "live";
		if (isOver(room.getState())) return settle();
		const stop = room.subscribe((state) => {
			if (!isOver(state)) return;
			stop();
			settle();
		});
	});
}

type Saver = {
	/** The clients that live in this page. */
	readonly own: readonly string[];
	/** ISO 8601, of the clock on the wall, with its zone. */
	readonly saved: string;
};

/** untold: why the host did not give bytes that it may have; null: it gave all that it had. */
export type RoomRecorded = { readonly recording: RoomRecording; readonly untold: string | null };

/** All that this page and its host still know of the room’s past. */
export async function recordRoom(room: RoomStore, { own, saved }: Saver): Promise<RoomRecorded> {
	await pastTold(room);
	const { history, live } = room.getState();
	const base = history.at(history.from);
	if (base === null) throw new Error("a history has the world that it begins with");
	const events = history.after(history.from);
	const now = Math.max(room.now(), live.at);
	const { bytes, untold } = await newestBytes(room.askBytes, packetsIn(events));
	return { recording: { room: room.getState().room, saved, now, own, base, events, bytes }, untold };
}

/** 2026-11-29T02:10:00.000+01:00: the date and time as they are where this browser is. */
export function wallTime(date: Date): string {
	const offset = -date.getTimezoneOffset();
	const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
	const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
	return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}
