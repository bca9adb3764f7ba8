import type { History } from "#model/history.ts";
import type { Cursor, RoomStore } from "#room/room-state.ts";

type Moment = { readonly seq: number; readonly time: number };

/** Where a recording that is played begins: at the moment that is looked at, or at its first moment once it is at its end. */
function beginAt(cursor: Cursor, history: History): Moment {
	if (cursor.at === "moment" && cursor.seq < history.live.seq) return cursor;
	return { seq: history.from, time: history.at(history.from)?.at ?? 0 };
}

/** Where it is so many ms later, by the room clock; "live": at its end. */
function playedOn({ seq, time }: Moment, ms: number, history: History): Moment | "live" {
	const later = time + ms;
	let at = seq;
	for (let next = history.event(at + 1); next !== null && next.at <= later; next = history.event(at + 1)) at = next.seq;
	return at === history.live.seq ? "live" : { seq: at, time: later };
}

type Played = Pick<RoomStore, "getState" | "seek">;

export function beginPlaying(room: Played): void {
	const { cursor, history } = room.getState();
	room.seek(beginAt(cursor, history));
}

/** Plays on by so many ms. False: it is over, also where somebody has moved the cursor to the end. */
export function playOn(room: Played, ms: number): boolean {
	const { cursor, history } = room.getState();
	if (cursor.at === "live") return false;
	const next = playedOn(cursor, ms, history);
	room.seek(next);
	return next !== "live";
}
