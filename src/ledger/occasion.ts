import type { RoomState } from "#room/room-state.ts";

/** Tells apart two messages with one name: after a clearing, names start again, and m1 is a different message. */
export function occasionOf({ history }: Pick<RoomState, "history">, message: string): string {
	return `${history.live.clearedSeq} ${history.live.messages[message]?.at ?? "gone"}`;
}
