import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { RoomStore } from "./room-state.ts";
import { openWatchedRoom, type WatchedRoom } from "./testkit/watched-room.ts";

let watched: WatchedRoom;
beforeEach(() => {
	watched = openWatchedRoom();
});
afterEach(() => watched.close());

async function change(room: RoomStore, times: number): Promise<void> {
	for (let count = 0; count < times; count += 1) watched.room.command({ type: "wire.delay", delayMs: watched.room.journal.seq % 1_000 });
	await room.until(({ seq }) => seq === watched.room.journal.seq);
}

test("the room goes on while a page looks back, and the page stays where it is", async () => {
	const room = await watched.enter();
	await change(room, 5);
	room.seek({ seq: 3 });
	const { cursor } = room.getState();
	await change(room, 5);
	expect(room.getState().cursor).toBe(cursor);
	expect(room.getState().live.seq).toBeGreaterThan(8);
	expect(room.getState().notice).toBeNull();
});

test("a page that looks back past what it keeps is moved to the oldest moment that is left, and told so once", async () => {
	const room = await watched.enter();
	await change(room, 5);
	room.seek({ seq: 3 });
	while (room.getState().history.from === 0) await change(room, 2_000);
	expect(room.getState().cursor).toMatchObject({ at: "moment", seq: room.getState().history.from });
	expect(room.getState().notice?.says).toMatch(/^Older than this room keeps/);
	room.dismissNotice();
	await change(room, 100);
	expect(room.getState().cursor).toMatchObject({ at: "moment", seq: room.getState().history.from });
	expect(room.getState().notice).toBeNull();
	expect(room.getState().live.seq).toBeGreaterThan(LIMITS.logLines);
});

test("what is selected is let go when the room is cleared, where names begin anew, but not for a page that looks back", async () => {
	const [there, back] = [await watched.enter(), await watched.enter()];
	await change(there, 5);
	await back.until(({ seq }) => seq === watched.room.journal.seq);
	for (const room of [there, back]) room.select({ of: "message", message: "m2", subscriber: null });
	back.seek({ seq: 3 });
	watched.room.command({ type: "room.clear" });
	await Promise.all([there, back].map((room) => room.until(({ clearedSeq }) => clearedSeq > 0)));
	expect(there.getState().selection).toBeNull();
	expect(back.getState().selection).toMatchObject({ message: "m2" });
	there.select({ of: "message", message: "m1", subscriber: null });
	await change(there, 1);
	expect(there.getState().selection).toMatchObject({ message: "m1" });
});
