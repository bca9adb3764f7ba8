import type { RoomState } from "#room/room-state.ts";

/** Tells two messages of one name apart: after a clearing, names begin anew, and m1 is another message. */
export function occasionOf({ told, world }: Pick<RoomState, "told" | "world">, message: string): string {
	const cleared = told.findLast(({ event }) => event.type === "room.cleared");
	return `${cleared?.event.seq ?? 0} ${world.messages[message]?.at ?? "gone"}`;
}
