import { LIMITS } from "#contract/limits.ts";
import type { Waits } from "#model/delivered.ts";

type Closed = Extract<Waits, "window-full" | "window-bytes" | "window-count">;

const MIB = 1024 * 1024;

/** Why nothing more is sent to a client that is here. */
export function unacknowledgedText(why: Closed): string {
	return {
		"window-full": "too many messages are sent and unacknowledged",
		"window-bytes": `${LIMITS.queuedBytes / MIB} MiB are sent and unacknowledged, as much as a room sends to one client`,
		"window-count": `${LIMITS.queuedMessages} messages are sent and unacknowledged, as many as a room sends to one client`,
	}[why];
}

/** The same where there is little room. */
export function unacknowledgedShort(why: Closed): string {
	return {
		"window-full": "too many are unacknowledged",
		"window-bytes": `${LIMITS.queuedBytes / MIB} MiB are unacknowledged`,
		"window-count": `${LIMITS.queuedMessages} are unacknowledged`,
	}[why];
}
