import { countWhile } from "#model/count-while.ts";
import type { History } from "#model/history.ts";
import type { RoomState, Selection } from "#room/room-state.ts";
import { lifeAt, packetsOf } from "#traffic/lives.ts";
import type { Traffic } from "#traffic/traffic.ts";
import type { Playground } from "./playground.ts";
import { trafficOf } from "./use-traffic.ts";

/** Where a cursor can be sent: see RoomStore.seek(). */
type Moment = { readonly seq: number; readonly time?: number };
type Seen = Pick<RoomState, "cursor" | "history">;
/** back, forward: by one event. packet-before, packet-after: of the selected message. birth: of the selected message, or else of what is known of the room. */
export type LookWay = "back" | "forward" | "page-back" | "page-forward" | "packet-before" | "packet-after" | "birth" | "beginning" | "live";

/** Events that one press of PageUp or PageDown goes. */
const PAGE = 20;
export const OLDER = "Older than this room keeps.";

/** The world right before the last thing that is shown; from a time between two events, and from live, first back to the last event. */
export function backOne({ cursor, history }: Seen): Moment {
	if (cursor.at === "live") return { seq: history.live.seq };
	const happened = history.event(cursor.seq)?.at ?? cursor.time;
	return { seq: cursor.time > happened ? cursor.seq : Math.max(history.from, cursor.seq - 1) };
}

/** Past the last event there is only the present. */
export function forwardOne({ cursor, history }: Seen): Moment | "live" {
	return cursor.at === "live" || cursor.seq >= history.live.seq ? "live" : { seq: cursor.seq + 1 };
}

/** The moment of this room-clock time in ms: after the last event that had happened by then. */
export function momentAt(history: History, time: number): Moment {
	const { from, live } = history;
	return { seq: from + countWhile(live.seq - from, (index) => (history.event(from + 1 + index)?.at ?? 0) <= time), time };
}

/** The message that is spoken of, and a moment at which it has this name; null: none. */
function messageIn(selection: Selection, traffic: Traffic, here: number): { readonly message: string; readonly seq: number } | null {
	if (selection === null) return null;
	if (selection.of === "message") return { message: selection.message, seq: here };
	const packet = traffic.named(selection.packet);
	return packet?.fields != null && "message" in packet.fields && packet.fields.message !== null
		? { message: packet.fields.message, seq: packet.left.seq }
		: null;
}

/** Where this way leads; a sentence: nowhere, and why. */
export function whereTo(way: LookWay, state: RoomState, traffic: () => Traffic): Moment | "live" | string {
	const { history, cursor } = state;
	const here = cursor.at === "live" ? Number.POSITIVE_INFINITY : cursor.seq;
	switch (way) {
		case "live":
			return "live";
		case "back":
			return backOne(state);
		case "forward":
			return forwardOne(state);
		case "page-back":
			return { seq: Math.min(here, history.live.seq) - PAGE };
		case "page-forward":
			return here + PAGE > history.live.seq ? "live" : { seq: here + PAGE };
		case "beginning":
			return { seq: history.from };
		default: {
			const all = traffic();
			const named = messageIn(state.selection, all, here);
			if (named === null)
				return way === "birth" ? { seq: history.from } : "Which message? Select one in the ledger, the log or on the tape.";
			const { message } = named;
			const left = packetsOf(all, message, lifeAt(all.clears, named.seq)).map((packet) => packet.left);
			const found =
				way === "birth" ? left[0] : way === "packet-before" ? left.findLast(({ seq }) => seq < here) : left.find(({ seq }) => seq > here);
			if (found !== undefined) return found.seq <= history.from ? OLDER : { seq: found.seq };
			if (way === "birth") return OLDER;
			return `${message} has no ${way === "packet-before" ? "earlier" : "later"} packet.`;
		}
	}
}

/** Moves the cursor this way. Where the history of the page begins, the host is asked for what was before. */
export function lookTo(way: LookWay, playground: Playground): void {
	const { room } = playground;
	const to = whereTo(way, room.getState(), () => trafficOf(playground).getState());
	if (to !== "live" && typeof to === "string") return room.notice(to);
	seekTo(to, playground);
}

export function seekTo(to: Moment | "live", { room }: Pick<Playground, "room">): void {
	room.seek(to);
	const { cursor, history } = room.getState();
	if (cursor.at === "moment" && cursor.seq <= history.from && history.from > 0) room.askPast();
}
