import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { type HostOptions, openHost } from "#host/host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { attachHost } from "#server/attach.ts";
import { machineTime } from "#server/real-time.ts";

/** A host without its door for TCP, on a port of its own. */
export async function openTestHost(options: Partial<HostOptions> = {}): Promise<TestHost> {
	const shared = { time: machineTime, log: () => {}, ...options };
	const server = createServer();
	const host = openHost(shared);
	const attached = attachHost(server, { ...shared, host, strangers: "refuse" });
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		host,
		// ws offers what a browser's WebSocket offers, as far as a page uses it.
		WebSocket: WebSocket as unknown as TestHost["WebSocket"],
		wsBase: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			await host.close();
			await attached.close();
			await new Promise((closed) => server.close(closed));
		},
	};
}
