import type { RoomState } from "#room/room-state.ts";

/** Tells two messages of one name apart: after a clearing, names begin anew, and m1 is another message. */
export function occasionOf({ history }: Pick<RoomState, "history">, message: string): string {
	const cleared = history.last(({ type }) => type === "room.cleared");
	return `${cleared?.seq ?? 0} ${history.live.messages[message]?.at ?? "gone"}`;
}
