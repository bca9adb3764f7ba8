import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openRooms, type Rooms, type Visit } from "./rooms.ts";
import { type BareRoom, openBareRoom } from "./testkit/bare-room.ts";

const MINUTE = 60_000;

function openHouse(settings?: BrokerSettings) {
	const time = openStillTime();
	const opened: BareRoom[] = [];
	const begunWith: (BrokerSettings | undefined)[] = [];
	const rooms = openRooms({
		time,
		log: () => {},
		settings,
		async openRoom({ name, settings: first }) {
			begunWith.push(first);
			const room = openBareRoom(name);
			opened.push(room);
			return room;
		},
	});
	return { time, opened, rooms, begunWith };
}

async function enter(rooms: Rooms, name: string): Promise<Visit> {
	const entered = await rooms.enter(name);
	if (!entered.ok) throw new Error(entered.says);
	return entered.visit;
}

test("two first visits at once share one room", async () => {
	const { rooms, opened } = openHouse();
	const [a, b] = await Promise.all([enter(rooms, "demo"), enter(rooms, "demo")]);
	expect(a.room).toBe(b.room);
	expect(opened).toHaveLength(1);
});

test("each new room starts with the settings of its host", async () => {
	const { rooms, begunWith } = openHouse(PRESETS.emqx.settings);
	await enter(rooms, "one");
	await enter(rooms, "two");
	expect(begunWith).toEqual([PRESETS.emqx.settings, PRESETS.emqx.settings]);
});

test("an empty room closes after half an hour, and says so in the last five minutes if sessions would be lost", async () => {
	const { rooms, time, opened } = openHouse();
	const visit = await enter(rooms, "demo");
	const [room] = opened as [BareRoom];
	room.persistentSessions = 1;
	time.pass(60 * MINUTE);
	expect(room.asked).toEqual([]);
	visit.leave();
	time.pass(25 * MINUTE - 1);
	expect(room.asked).toEqual([]);
	time.pass(1);
	expect(room.asked).toEqual(["closing in 5 minutes"]);
	time.pass(5 * MINUTE);
	expect(room.asked).toEqual(["closing in 5 minutes", "closed"]);
	expect(rooms.counts().rooms).toBe(0);
	expect(time.timers).toBe(0);
});

test("a room without sessions closes without a word", async () => {
	const { rooms, time, opened } = openHouse();
	(await enter(rooms, "demo")).leave();
	time.pass(30 * MINUTE);
	expect(opened[0]?.asked).toEqual(["closed"]);
});

test("who returns in the last minutes keeps the room", async () => {
	const { rooms, time, opened } = openHouse();
	const visit = await enter(rooms, "demo");
	const [room] = opened as [BareRoom];
	room.persistentSessions = 1;
	visit.leave();
	visit.leave();
	time.pass(26 * MINUTE);
	const again = await enter(rooms, "demo");
	time.pass(60 * MINUTE);
	expect(room.asked).toEqual(["closing in 5 minutes", "kept"]);
	again.leave();
	time.pass(24 * MINUTE);
	expect(room.asked).toHaveLength(2);
});

test("as long as one of two is there, the room stays", async () => {
	const { rooms, time, opened } = openHouse();
	const first = await enter(rooms, "demo");
	await enter(rooms, "demo");
	first.leave();
	first.leave();
	time.pass(60 * MINUTE);
	expect(opened[0]?.asked).toEqual([]);
});

test("past the bound a new room is refused, and a known one still opens its door", async () => {
	const { rooms } = openHouse();
	for (let count = 0; count < LIMITS.rooms; count += 1) await enter(rooms, `room-${count}`);
	expect(await rooms.enter("one-more")).toMatchObject({ ok: false, says: expect.stringContaining(String(LIMITS.rooms)) });
	expect((await rooms.enter("room-0")).ok).toBe(true);
});

test("a room that cannot be opened costs its visitor only, and may be tried again", async () => {
	const time = openStillTime();
	let broken = true;
	const rooms = openRooms({
		time,
		log: () => {},
		async openRoom({ name }) {
			if (broken) throw new Error("no broker");
			return openBareRoom(name);
		},
	});
	expect((await rooms.enter("demo")).ok).toBe(false);
	broken = false;
	expect((await rooms.enter("demo")).ok).toBe(true);
});

test("closing closes every room and lets nobody in", async () => {
	const { rooms, time, opened } = openHouse();
	await enter(rooms, "a");
	(await enter(rooms, "b")).leave();
	const late = rooms.enter("c");
	await rooms.close();
	expect(opened.map((room) => room.asked.at(-1))).toEqual(["closed", "closed", "closed"]);
	expect((await late).ok).toBe(false);
	expect((await rooms.enter("a")).ok).toBe(false);
	expect(time.timers).toBe(0);
});

test("hidden rooms are counted apart, and close soon after their page has left", async () => {
	const { rooms, time, opened } = openHouse();
	for (let count = 0; count < LIMITS.rooms; count += 1) await enter(rooms, `room-${count}`);
	const hidden = await enter(rooms, "~page-1");
	hidden.leave();
	time.pass((LIMITS.hiddenRoomSeconds - 1) * 1_000);
	const again = await enter(rooms, "~page-1");
	expect(again.room).toBe(hidden.room);
	time.pass(LIMITS.hiddenRoomSeconds * 1_000);
	expect(opened.at(-1)?.asked).toEqual([]);
	again.leave();
	time.pass(LIMITS.hiddenRoomSeconds * 1_000);
	expect(opened.at(-1)?.asked).toEqual(["closed"]);
	for (let count = 0; count < LIMITS.hiddenRooms; count += 1) await enter(rooms, `~page-${count}`);
	expect(await rooms.enter("~one-more")).toMatchObject({ ok: false, says: expect.stringContaining("in a moment") });
});
