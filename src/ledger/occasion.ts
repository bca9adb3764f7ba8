import type { RoomState } from "#room/room-state.ts";

/** Tells apart two messages with one name: after a clearing, names start again, and m1 is a different message. */
export function occasionOf({ history }: Pick<RoomState, "history">, message: string): string {
	const cleared = history.last(({ type }) => type === "room.cleared");
	return `${cleared?.seq ?? 0} ${history.live.messages[message]?.at ?? "gone"}`;
}
