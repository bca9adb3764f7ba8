import type { History } from "./history.ts";

/** What has happened since the room was last cleared, as far as it is kept: names of messages begin anew then, and nothing from before is left. */
export function sinceCleared(history: History): History {
	return history.since(history.event(history.live.clearedSeq)?.seq ?? history.from);
}
