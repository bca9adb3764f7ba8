/** How long the host waits for the other end of a socket, in ms of real time. The bounds of a room itself are in contract/limits.ts. */
export const PATIENCE = {
	/** Ms for the client to close its end after ours was closed. */
	closeMs: 5_000,
	/** Ms between two pings on a room socket; a socket that has not answered by the next ping counts as gone. */
	pingMs: 30_000,
	/** Ms for the head of an HTTP request, for the whole request, for the next one on its connection; and how often that is looked at. */
	http: { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000 },
	/** Ms without a byte on an HTTP connection that is not a WebSocket. */
	httpStillMs: 30_000,
	/** Ms for everything to close after SIGINT or SIGTERM. */
	stopMs: 1_500,
} as const;
