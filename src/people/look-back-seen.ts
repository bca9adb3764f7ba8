import { toldOf } from "#drawn/told.ts";
import type { History } from "#model/history.ts";
import type { RoomState } from "#room/room-state.ts";
import { backOne } from "#script/look-back.ts";

/** Where a presenter's press leads that looks back: to the last moment before the one that is shown at which a class has seen something happen. */
export function backSeen(state: Pick<RoomState, "cursor" | "history">): ReturnType<typeof backOne> {
	const { history } = state;
	let { seq } = backOne(state);
	while (seq > history.from && !isSeen(seq, history)) seq -= 1;
	return { seq };
}

/** With thirty phones, most of what happens is a ping: it sets out, and it arrives. */
function isSeen(seq: number, history: History): boolean {
	const event = history.event(seq);
	const line = event === null ? null : toldOf(event, history).line;
	return line !== null && line.ping !== true;
}
