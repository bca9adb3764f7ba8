import type { History } from "#model/history.ts";
import type { RoomState } from "#room/room-state.ts";

/** For tests: a room of which this page knows this much. */
export function stateOf(history: History, more: Partial<RoomState> = {}): RoomState {
	return {
		link: { state: "live" },
		room: "demo",
		life: { name: "one", before: 0 },
		history,
		past: "unasked",
		live: history.live,
		cursor: { at: "live" },
		selection: null,
		mqttPort: null,
		notice: null,
		class: null,
		...more,
	};
}
