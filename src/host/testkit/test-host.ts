import type { Host } from "#host/host.ts";

/** A WebSocket as a browser has it, with a cable that can be cut. */
export type CutSocket = WebSocket & { terminate(): void };

/** A host as tests reach it from a page: in memory, or on a port. */
export type TestHost = {
	readonly host: Host;
	/** Used instead of the browser's own WebSocket. */
	readonly WebSocket: new (
		url: string,
		protocols?: string | string[],
	) => CutSocket;
	/** The address of this host, without a slash at the end. */
	readonly wsBase: string;
	/** Closes every room, and breaks the sockets that are left. Settles once no socket is left. */
	close(): Promise<void>;
};
