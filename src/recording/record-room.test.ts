import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Frames } from "#drawn/drawn.ts";
import { connect, openRawClient } from "#engine/testkit/raw.ts";
import { connected, historyOf, opened, publish, up } from "#model/testkit/sample.ts";
import type { RoomStore } from "#room/room-state.ts";
import { openWatchedRoom, type WatchedRoom } from "#room/testkit/watched-room.ts";
import { NOTHING_TO_DO, openRecordedRoom } from "./open-recorded-room.ts";
import { contentsOf, recordRoom, wallTime } from "./record-room.ts";
import { openRecordedPlayground } from "./recorded-playground.ts";

let watched: WatchedRoom;
beforeEach(() => {
	watched = openWatchedRoom();
});
afterEach(() => watched.close());

async function change(room: RoomStore, times: number): Promise<void> {
	for (let count = 0; count < times; count += 1) watched.room.command({ type: "wire.delay", delayMs: watched.room.journal.seq });
	await room.until(({ seq }) => seq === watched.room.journal.seq);
}

const SAVER = { own: ["pub-1"], saved: "2026-11-29T02:10:00.000+01:00" };

test("a page that came late saves all that its host still has of the past, and not only what it was told", async () => {
	const first = await watched.enter();
	await change(first, 1);
	await change(first, 300);
	const late = await watched.enter();
	await late.until(({ seq }) => seq === watched.room.journal.seq);
	expect(contentsOf(late.getState()).events).toBe(LIMITS.welcomeEvents);
	const { recording } = await recordRoom(late, SAVER);
	expect(recording.base.seq).toBe(0);
	expect(recording.events).toEqual(first.getState().history.after(0));
	expect(recording).toMatchObject({ room: "demo", ...SAVER, bytes: new Map() });
	expect(recording.now).toBeGreaterThanOrEqual(first.getState().live.at);
});

test("a recording has the bytes that the host gives, newest first, and none where the host gives none", async () => {
	const history = historyOf([opened, ...connected("pub-1", true), ...Array.from({ length: 1_200 }, (_, n) => named(n))]);
	const asked: (readonly string[])[] = [];
	const room: RoomStore = Object.assign(openRecordedRoom(recordingOf(history)), {
		askBytes: async (packets: readonly string[]) => {
			asked.push(packets);
			const kept = packets.filter((packet) => Number(packet.slice(1)) >= 600);
			return { ok: true as const, bytes: new Map(kept.map((packet) => [packet, { bytes: new Uint8Array(2), whole: 2 }])) };
		},
	});
	const { recording, untold } = await recordRoom(room, SAVER);
	expect(recording.bytes.size).toBe(600);
	expect(untold).toBeNull();
	expect(asked.map((packets) => packets.length)).toEqual([500, 500, expect.any(Number)]);
	room.askBytes = async () => ({ ok: false, says: "the line broke" });
	expect(await recordRoom(room, SAVER)).toMatchObject({ recording: { bytes: new Map() }, untold: "the line broke" });
});

test("a recording has the beginning of what could not be read too", async () => {
	const room = await watched.enter();
	const client = openRawClient(watched.room);
	client.send(connect("me", true));
	await client.next();
	const packetIdZero = Buffer.from("32070003612f620000", "hex");
	client.ends.received(packetIdZero);
	await room.until(
		({ seq }) => seq === watched.room.journal.seq && watched.room.journal.since(0).events.some(({ type }) => type === "packet.malformed"),
	);
	const { recording } = await recordRoom(room, SAVER);
	expect([...recording.bytes.values()]).toContainEqual({ bytes: new Uint8Array(packetIdZero), whole: packetIdZero.length });
});

function named(n: number) {
	return { ...up("pub-1", publish("m1", 0, n)), packet: `p${n}` } as ReturnType<typeof up>;
}

function recordingOf(history: ReturnType<typeof historyOf>) {
	return { room: "k7q2", ...SAVER, now: history.live.at, base: history.at(0) ?? history.live, events: history.after(0), bytes: new Map() };
}

test("in a recording every moment can be looked at, nothing can be done, and it opens no socket", async () => {
	const history = historyOf([opened, ...connected("pub-1", true)]);
	const none = { length: 0, clear() {}, getItem: () => null, key: () => null, removeItem() {}, setItem() {} };
	const { room, perform, lab, script, close } = openRecordedPlayground(recordingOf(history), FRAMES, none);
	expect(room.getState().link.state).toBe("recorded");
	room.seek({ seq: 2 });
	expect(room.getState().cursor).toMatchObject({ at: "moment", seq: 2 });
	expect(room.getState().history.at(2)).toEqual(history.at(2));
	room.seek("live");
	// Those of the page that saved it stand where they stood, and none of them can connect.
	expect(Object.values(lab.getState().clients).map(({ setup, plugged }) => [setup.clientId, plugged])).toEqual([["pub-1", false]]);
	expect(await perform({ do: "pause" })).toEqual({ ok: false, says: NOTHING_TO_DO });
	expect(room.getState().notice?.says).toBe(NOTHING_TO_DO);
	expect(await room.send({ type: "clock.pause" })).toEqual({ ok: false, says: NOTHING_TO_DO });
	expect(script.getState().script).toBeNull();
	await expect(room.until(({ seq }) => seq > 999)).rejects.toThrow("does not go on");
	expect(room.getState().live).toEqual(history.live);
	close();
	close();
});

/** Nobody draws. */
const FRAMES: Frames = { drawn: () => () => {}, after: () => () => {} };

test("the time on the wall is told with its zone", () => {
	const date = new Date("2026-11-29T01:10:00Z");
	expect(wallTime(date)).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:00\.000[+-]\d\d:\d\d$/);
	expect(new Date(wallTime(date)).getTime()).toBe(date.getTime());
	for (const [minutes, zone] of [
		[-60, "+01:00"],
		[210, "-03:30"],
		[0, "+00:00"],
	] as const) {
		const there = Object.assign(new Date(date), { getTimezoneOffset: () => minutes });
		expect(wallTime(there).slice(-6)).toBe(zone);
		expect(new Date(wallTime(there)).getTime()).toBe(date.getTime());
	}
});
