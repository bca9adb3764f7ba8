import type { History } from "./history.ts";

/**
 * The seq of the newest event of the last history, if this history continues that one, also with an earlier past in front; otherwise the
 * seq with which this history begins.
 */
export function sharedUpTo(last: History | null, history: History): number {
	const end = last?.live.seq ?? history.from;
	const newest = last?.event(end) ?? null;
	// A history without an event is a world alone: when no event comes after that world, a past has come before it.
	if (newest === null) return history.live.seq === end ? end : history.from;
	return history.event(end) === newest ? end : history.from;
}
