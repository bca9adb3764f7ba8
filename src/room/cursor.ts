import type { StoreApi } from "zustand/vanilla";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { Cursor, RoomState, RoomStore } from "./room-state.ts";

/** The world that the views show. */
export function worldAtCursor({ cursor, live, history }: Pick<RoomState, "cursor" | "live" | "history">): World {
	return cursor.at === "live" ? live : (history.at(cursor.seq) ?? live);
}

/** The room-clock time that the views show, in ms. */
export function nowAtCursor(room: Pick<RoomStore, "getState" | "now">): number {
	const { cursor } = room.getState();
	return cursor.at === "live" ? room.now() : cursor.time;
}

/** The seq up to which the views show what has happened. */
export function seqAtCursor({ cursor, live }: Pick<RoomState, "cursor" | "live">): number {
	return cursor.at === "live" ? live.seq : cursor.seq;
}

/** Whether the views show a moment of the past. */
export function isReviewing({ cursor }: Pick<RoomState, "cursor">): boolean {
	return cursor.at === "moment";
}

/** Moves the cursor and the selection: that is the page's own affair, and no host hears of it. */
export function lookingAround(store: StoreApi<RoomState>): Pick<RoomStore, "seek" | "select"> {
	return {
		seek: (to) => store.setState(({ history }) => ({ cursor: to === "live" ? { at: "live" } : cursorAt(history, to) })),
		select: (selection) => store.setState({ selection }),
	};
}

/** Where a cursor goes that is sent to this moment: no further back than the history goes, and no further ahead. The time stays between this event and the next. */
function cursorAt(history: History, { seq, time }: { readonly seq: number; readonly time?: number }): Cursor {
	const kept = Math.min(Math.max(seq, history.from), history.live.seq);
	const since = history.at(kept)?.at ?? 0;
	const until = history.event(kept + 1)?.at ?? Number.POSITIVE_INFINITY;
	return { at: "moment", seq: kept, time: Math.min(Math.max(time ?? since, since), until) };
}

/** The same cursor once the history has lost its beginning, or goes back further. */
export function keptCursor(cursor: Cursor, history: History): Cursor {
	return cursor.at === "moment" && history.at(cursor.seq) === null ? cursorAt(history, cursor) : cursor;
}
