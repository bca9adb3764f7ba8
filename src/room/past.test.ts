import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import type { RoomState, RoomStore } from "./room-state.ts";
import type { RoomOptions } from "./room-store.ts";
import { openWatchedRoom, type WatchedRoom } from "./testkit/watched-room.ts";

let watched: WatchedRoom;
beforeEach(() => {
	watched = openWatchedRoom();
});
afterEach(() => watched.close());

async function enter(options?: Partial<RoomOptions>): Promise<RoomStore> {
	const room = await watched.enter(options);
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
	for (let count = 0; count < times; count += 1) watched.room.command({ type: "wire.delay", delayMs: watched.room.journal.seq });
	await room.until(({ seq }) => seq === watched.room.journal.seq);
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
	class Noted extends watched.host.WebSocket {
		constructor(url: string) {
			super(url);
			last = this;
		}
	}
	const first = await enter();
	const room = await enter({ WebSocket: Noted, chance: () => 0 });
	(last as InstanceType<TestHost["WebSocket"]> | null)?.terminate();
	await until(room, ({ link }) => link.state === "lost");
	await change(first, 600);
	await until(room, ({ link }) => link.state === "live");
	const { history } = room.getState();
	expect(history.live.seq).toBe(watched.room.journal.seq);
	expect(history.after(0)).toEqual(first.getState().history.after(0));
});
