import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { PAGE_TIME } from "./host-line.ts";
import type { RoomState, RoomStore } from "./room-state.ts";
import { openRoomStore } from "./room-store.ts";

let host: TestHost;
let hosts: Room;
const open: RoomStore[] = [];
beforeEach(() => {
	host = openMemoryHost({
		openRoom: async (options) => {
			hosts = await openRoom(options);
			return hosts;
		},
	});
});
afterEach(async () => {
	for (const room of open.splice(0)) room.close();
	await host.close();
});

async function enter(): Promise<RoomStore> {
	const room = openRoomStore({ url: `${host.wsBase}/r/demo/watch`, room: "demo", WebSocket: host.WebSocket, time: PAGE_TIME });
	open.push(room);
	await until(room, ({ link }) => link.state === "live");
	return room;
}

function until(room: RoomStore, holds: (state: RoomState) => boolean): Promise<void> {
	return new Promise((settle) => {
		const stop = room.subscribe(look);
		function look(): void {
			if (!holds(room.getState())) return;
			stop();
			settle();
		}
		look();
	});
}

async function change(room: RoomStore, times: number): Promise<void> {
	for (let count = 0; count < times; count += 1) hosts.command({ type: "wire.delay", delayMs: hosts.journal.seq });
	await room.until(({ seq }) => seq === hosts.journal.seq);
}

test("a page that comes late is told the past when it asks, and knows all that an earlier page knows", async () => {
	const first = await enter();
	// Two batches: what was written for the first page is too old for the next one then.
	await change(first, 1);
	await change(first, 300);
	const late = await enter();
	const { live, history, past } = late.getState();
	expect(past).toBe("unasked");
	expect(history.from).toBe(first.getState().live.seq - LIMITS.welcomeEvents);
	late.askPast();
	late.askPast();
	expect(late.getState().past).toBe("asked");
	await until(late, (state) => state.past === "told");
	const known = first.getState().history;
	const now = late.getState().history;
	expect(now.from).toBe(0);
	expect(now.after(0)).toEqual(known.after(0));
	expect([now.live, now.at(7)]).toEqual([live, known.at(7)]);
	// The very same: what was put into words before stays as it is.
	expect(now.event(live.seq)).toBe(history.event(live.seq));
	await change(first, 5);
	await late.until(({ seq }) => seq === live.seq + 5);
	expect(late.getState().history.after(0)).toEqual(first.getState().history.after(0));
});

test("what happens while the past is on its way is there too", async () => {
	const first = await enter();
	// Two batches: what was written for the first page is too old for the next one then.
	await change(first, 1);
	await change(first, 300);
	const late = await enter();
	late.askPast();
	const changed = change(first, 400);
	await until(late, (state) => state.past === "told");
	await changed;
	await late.until(({ seq }) => seq === first.getState().live.seq);
	expect(late.getState().history.after(0)).toEqual(first.getState().history.after(0));
});

test("a page that has lost its line comes back with all that it missed, and is live only then", async () => {
	let last: InstanceType<TestHost["WebSocket"]> | null = null;
	class Noted extends host.WebSocket {
		constructor(url: string) {
			super(url);
			last = this;
		}
	}
	const first = await enter();
	const room = openRoomStore({ url: `${host.wsBase}/r/demo/watch`, room: "demo", WebSocket: Noted, time: PAGE_TIME, chance: () => 0 });
	open.push(room);
	await until(room, ({ link }) => link.state === "live");
	(last as InstanceType<TestHost["WebSocket"]> | null)?.terminate();
	await until(room, ({ link }) => link.state === "lost");
	await change(first, 600);
	await until(room, ({ link }) => link.state === "live");
	const { history } = room.getState();
	expect(history.live.seq).toBe(hosts.journal.seq);
	expect(history.after(0)).toEqual(first.getState().history.after(0));
});
