import type { Selection } from "#room/room-state.ts";
import type { LogLine } from "#story/log-line.ts";

/**
 * Whether this line is of what is selected. here: the seq of the moment that is shown, in whose life of the room the selected message has its
 * name; null: what happens now is shown. clearedBefore: the seq of the event that last cleared the room before that moment; undefined: that is
 * no longer kept.
 */
export function isSelected(
	selection: Selection,
	line: LogLine,
	here: number | null,
	clearedBefore: (seq: number | null) => number | undefined,
): boolean {
	if (selection === null) return false;
	if (selection.of === "packet") return selection.packet === line.packet;
	return line.kind === "decision" && selection.message === line.message && clearedBefore(line.seq) === clearedBefore(here);
}
