import type { Selection } from "#room/room-state.ts";
import { isOneLife } from "#traffic/lives.ts";
import type { Traffic } from "#traffic/traffic.ts";

type Known = Pick<Traffic, "named" | "clears">;

/**
 * The message that is selected, or whose packet is, if it is one of those that the room has after the event of this seq: before and after the
 * room was cleared, its name stands for others. Null: none.
 */
export function selectedMessage(selection: Selection, traffic: () => Known, seq: number): string | null {
	if (selection === null) return null;
	if (selection.of === "message") return selection.message;
	const { named, clears } = traffic();
	const packet = named(selection.packet);
	if (packet?.fields == null || !("message" in packet.fields) || !isOneLife(clears, packet.left.seq, seq)) return null;
	return packet.fields.message;
}
