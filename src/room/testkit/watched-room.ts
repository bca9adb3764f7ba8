import type { Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { PAGE_TIME } from "#room/host-line.ts";
import type { RoomStore } from "#room/room-state.ts";
import { openRoomStore, type RoomOptions } from "#room/room-store.ts";

/** One room on a host in memory, from both of its ends. */
export type WatchedRoom = {
	readonly host: TestHost;
	/** The room as its host has it, once a page has come in. */
	readonly room: Room;
	/** A page that watches the room, once it knows the room. */
	enter(options?: Partial<RoomOptions>): Promise<RoomStore>;
	/** The pages go, and then the host closes. */
	close(): Promise<void>;
};

export function openWatchedRoom(): WatchedRoom {
	let room: Room | null = null;
	const pages: RoomStore[] = [];
	const host = openMemoryHost({
		openRoom: async (options) => {
			room = await openRoom(options);
			return room;
		},
	});
	return {
		host,
		get room() {
			if (room === null) throw new Error("No page has come in yet.");
			return room;
		},
		async enter(options) {
			const url = `${host.wsBase}/r/demo/watch`;
			const page = openRoomStore({ url, room: "demo", WebSocket: host.WebSocket, time: PAGE_TIME, ...options });
			pages.push(page);
			await page.until(({ seq }) => seq > 0);
			return page;
		},
		async close() {
			for (const page of pages.splice(0)) page.close();
			await host.close();
		},
	};
}
