/** How long the host waits for the other end of a socket, in ms of real time. The bounds of a room itself are in contract/limits.ts. */
export const PATIENCE = {
	/** Ms for the client to close its end after ours was closed. */
	closeMs: 5_000,
	/** Ms between two pings on a room socket; a socket that has not answered by the next ping counts as gone. */
	pingMs: 30_000,
	/** Ms for everything to close after SIGINT or SIGTERM. */
	stopMs: 1_500,
} as const;
