import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";

/** A page in a hidden room of a host in memory: nothing is laid out, and nothing slows the wires. close: page and host. */
export async function openHiddenPage(room: string): Promise<{ readonly page: Playground; close(): Promise<void> }> {
	const host = openMemoryHost();
	const { wsBase, WebSocket } = host;
	const storages = { storage: openMemory(), tabStorage: openMemory() };
	const page = openPlayground({ room, page: "page-1", wsBase, ...storages, WebSocket, hidden: true });
	await page.room.until(({ seq }) => seq > 0);
	return {
		page,
		async close() {
			page.close();
			await host.close();
		},
	};
}
