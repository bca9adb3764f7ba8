import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type AttachedRooms, attachRooms } from "#server/attach.ts";

export type TestHost = {
	readonly rooms: AttachedRooms;
	/** ws://host:port */
	readonly wsBase: string;
	close(): Promise<void>;
};

/** A host without its door for TCP, on a port of its own. */
export async function openTestHost(): Promise<TestHost> {
	const server = createServer();
	const rooms = attachRooms(server, { strangers: "refuse", mqttPort: null, log: () => {} });
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		rooms,
		wsBase: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			await rooms.close();
			await new Promise((closed) => server.close(closed));
		},
	};
}
