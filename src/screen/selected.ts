import type { LanePuck } from "#crowd/under-way.ts";
import type { Selection } from "#room/room-state.ts";

/** Whether the host speaks of what this puck stands for. */
export function isSelected(selection: Selection, { lead, message }: Pick<LanePuck, "lead" | "message">): boolean {
	if (selection === null) return false;
	return selection.of === "packet" ? selection.packet === lead.packet : selection.message === message;
}
