import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openRooms, type Rooms, type Visit } from "./rooms.ts";
import { type BareRoom, openBareRoom } from "./testkit/bare-room.ts";

const MINUTE = 60_000;

function openHouse(settings?: BrokerSettings, mayOpen = () => true, reserved?: number) {
	const time = openStillTime();
	const opened: BareRoom[] = [];
	const begunWith: (BrokerSettings | undefined)[] = [];
	const rooms = openRooms({
		time,
		log: () => {},
		settings,
		mayOpen,
		reserved,
		async openRoom({ name, settings: first }) {
			begunWith.push(first);
			const room = openBareRoom(name);
			opened.push(room);
			return room;
		},
	});
	return { time, opened, rooms, begunWith };
}

/** Something happens in the room. */
function use(room: BareRoom): void {
	room.tell({ type: "clock.paused" });
}

async function enter(rooms: Rooms, name: string, source: string | null = null): Promise<Visit> {
	const entered = await rooms.enter(name, source);
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
	use(room);
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
	const visit = await enter(rooms, "demo");
	use(opened[0] as BareRoom);
	visit.leave();
	time.pass(30 * MINUTE - 1);
	expect(opened[0]?.asked).toEqual([]);
	time.pass(1);
	expect(opened[0]?.asked).toEqual(["closed"]);
});

test("a room in which nothing has happened closes a minute after its last visitor, unless one comes back", async () => {
	const { rooms, time, opened } = openHouse();
	(await enter(rooms, "demo")).leave();
	time.pass(LIMITS.unusedRoomSeconds * 1_000 - 1);
	(await enter(rooms, "demo")).leave();
	time.pass(LIMITS.unusedRoomSeconds * 1_000 - 1);
	expect(opened[0]?.asked).toEqual([]);
	time.pass(1);
	expect(opened.map((room) => room.asked)).toEqual([["closed"]]);
});

test("where all rooms are taken, the one that was empty for longest gives way, and one that somebody could miss does not", async () => {
	const { rooms, opened } = openHouse();
	const visits: Visit[] = [];
	for (let count = 0; count < LIMITS.rooms; count += 1) visits.push(await enter(rooms, `room-${count}`));
	(opened[7] as BareRoom).persistentSessions = 1;
	for (const number of [7, 9, 3]) visits[number]?.leave();
	await enter(rooms, "new");
	expect(opened.filter((room) => room.asked.includes("closed")).map((room) => room.name)).toEqual(["room-9"]);
	await enter(rooms, "newer");
	expect((opened[3] as BareRoom).asked).toEqual(["closed"]);
	expect((await rooms.enter("newest")).ok).toBe(false);
});

test("a source that has its share of the rooms gets another one only in the place of its own, and others get theirs", async () => {
	const { rooms, opened } = openHouse();
	const share = LIMITS.rooms * LIMITS.sourceShare;
	(await enter(rooms, "of-another", "b")).leave();
	const visits: Visit[] = [];
	for (let count = 0; count < share; count += 1) visits.push(await enter(rooms, `room-${count}`, "a"));
	expect(await rooms.enter("one-more", "a")).toMatchObject({ ok: false, says: expect.stringContaining(String(share)) });
	expect((await rooms.enter("one-more", "b")).ok).toBe(true);
	expect((await rooms.enter("of-another", "a")).ok).toBe(true);
	visits[5]?.leave();
	expect((await rooms.enter("another", "a")).ok).toBe(true);
	expect(opened.filter((room) => room.asked.includes("closed")).map((room) => room.name)).toEqual(["room-5"]);
});

test("a source that opens too many rooms in a minute is refused, and closes nobody's room by that", async () => {
	const { rooms, opened } = openHouse(undefined, () => false);
	(await enter(rooms, "host")).leave();
	expect(await rooms.enter("demo", "a")).toMatchObject({ ok: false, says: expect.stringContaining("minute") });
	expect((await rooms.enter("host", "a")).ok).toBe(true);
	expect(opened.map((room) => room.asked)).toEqual([[]]);
});

test("two visitors that meet the same fault do not forget the room that a third one has opened since", async () => {
	let tries = 0;
	const rooms = openRooms({
		time: openStillTime(),
		log: () => {},
		async openRoom({ name }) {
			tries += 1;
			if (tries === 1) throw new Error("no broker");
			return openBareRoom(name);
		},
	});
	const third = rooms.enter("demo").then(() => rooms.enter("demo"));
	await rooms.enter("demo");
	const opened = await third;
	const again = await rooms.enter("demo");
	expect(opened.ok && again.ok && opened.visit.room === again.visit.room).toBe(true);
	expect(tries).toBe(2);
});

test("who returns in the last minutes keeps the room", async () => {
	const { rooms, time, opened } = openHouse();
	const visit = await enter(rooms, "demo");
	const [room] = opened as [BareRoom];
	use(room);
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

test("an empty hidden room gives way to another page, too", async () => {
	const { rooms, opened } = openHouse();
	for (let count = 0; count < LIMITS.hiddenRooms; count += 1) (await enter(rooms, `~page-${count}`)).leave();
	await enter(rooms, "~one-more");
	expect(opened.filter((room) => room.asked.includes("closed")).map((room) => room.name)).toEqual(["~page-0"]);
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

test("rooms that are kept for the host itself are opened for nobody else, however many others there are", async () => {
	const { rooms, opened } = openHouse(undefined, undefined, 61);
	for (let room = 1; room <= LIMITS.rooms - 61; room += 1) {
		await enter(rooms, `theirs-${room}`, `10.0.${room % 8}.1`);
		use(opened[room - 1] as BareRoom);
	}
	expect(await rooms.enter("one-more", "10.0.9.1")).toEqual({
		ok: false,
		says: "this host holds 139 rooms and no more; use one that is open",
	});
	for (let bench = 1; bench <= 61; bench += 1) await enter(rooms, `bench-${bench}`);
	expect(rooms.counts().rooms).toBe(LIMITS.rooms);
	expect(await rooms.enter("bench-62")).toMatchObject({ ok: false });
});
