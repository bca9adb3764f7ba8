import type { Host } from "#host/host.ts";

/** A WebSocket as a browser has it; and its cable can be cut. */
export type CutSocket = WebSocket & { terminate(): void };

/** A host as tests reach it from a page: in memory, or on a port. */
export type TestHost = {
	readonly host: Host;
	/** In the place of a browser's own. */
	readonly WebSocket: new (
		url: string,
		protocols?: string | string[],
	) => CutSocket;
	/** The address of this host, without a slash at the end. */
	readonly wsBase: string;
	/** Closes every room, and breaks the sockets that are left. Settles once there are none. */
	close(): Promise<void>;
};
