/** How long the host waits for the other end of a socket, in ms of real time. The bounds of a room itself are in contract/limits.ts. */
export const PATIENCE = {
	/** For the client to close its end after ours was closed. */
	closeMs: 5_000,
	/** Between two pings on a room socket; one that has not answered by the next is taken for gone. */
	pingMs: 30_000,
	/** For everything to close after SIGINT or SIGTERM. */
	stopMs: 1_500,
} as const;
