import type { DropReason, EndReason, RefusalReason } from "#contract/reasons.ts";

/** Why there is no session for a message that comes after the session's end. */
export const NO_SESSION = {
	"clean-connect": "session-discarded",
	"connection-closed": "no-session",
	limit: "session-limit",
	expired: "session-expired",
	restart: "broker-restarted",
	"not-present": "no-session",
} as const satisfies Record<EndReason, DropReason>;

/** Why what a session holds is lost when it ends. */
export const LOST_WITH = {
	"clean-connect": "session-discarded",
	"connection-closed": "session-ended",
	limit: "session-limit",
	expired: "session-expired",
	restart: "broker-restarted",
	"not-present": "session-ended",
} as const satisfies Record<EndReason, DropReason>;

/** True if the broker forbids such a message; otherwise only its connection ended, and the message may come again. */
export const FORBIDS = {
	"brokers-own-topic": true,
	"retain-unavailable": true,
	"too-many-held": true,
	"not-admitted": false,
	"connection-ended": false,
} as const satisfies Record<RefusalReason, boolean>;
