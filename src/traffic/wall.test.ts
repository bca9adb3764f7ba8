import { afterEach, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined, payloadsSoFar } from "#engine/testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime, turns, WALL_AT_0 } from "#engine/testkit/still.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "./open-traffic.ts";
import { openKeptWalls, wallOf } from "./wall.ts";

let room: RawRoom;
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

/** The traffic as a page knows it that was told everything from the beginning. */
function trafficOfAll() {
	return openTraffic()(openHistory(EMPTY_WORLD, 100_000).append(room.events));
}

/** What the wall says of the room's last event of that type, in ms since the test began. */
function wallOfLast(type: string, traffic = trafficOfAll()): number | null {
	const event = room.events.findLast((one) => one.type === type);
	if (event === undefined) throw new Error(`no ${type}`);
	const wall = wallOf(traffic, event);
	return wall === null ? null : wall - WALL_AT_0;
}

it("each event has its time on the wall: before a pause, at each step in the pause, and after it", async () => {
	const time = openStillTime();
	time.pass(1_000);
	room = await openRawRoom(time);
	expect(wallOfLast("room.opened")).toBe(1_000);
	room.command({ type: "wire.delay", delayMs: 4_000 });
	time.pass(500);
	const client = openRawClient(room);
	client.send(connect("me", true));
	client.send(publish("a", "x"));
	client.send(publish("a", "y"));
	expect(wallOfLast("packet.entered")).toBe(1_500);
	time.pass(500);
	room.command({ type: "clock.pause" });
	expect(wallOfLast("clock.paused")).toBe(2_000);
	time.pass(10_000);
	room.command({ type: "wire.step" });
	await turns();
	time.pass(30_000);
	room.command({ type: "wire.step" });
	await turns();
	const arrivals = room.events.flatMap((event) => (event.type === "packet.arrived" ? [event] : []));
	expect(arrivals.map((event) => [event.at, (wallOf(trafficOfAll(), event) ?? 0) - WALL_AT_0])).toEqual([
		[1_000, 12_000],
		[1_000, 42_000],
	]);
	// What a step brought about happened with it.
	expect([wallOfLast("session.created"), wallOfLast("publication.accepted")]).toEqual([12_000, 42_000]);
	expect(wallOfLast("clock.paused")).toBe(2_000);
	time.pass(5_000);
	room.command({ type: "clock.resume" });
	time.pass(4_000);
	await turns();
	const last = room.events.findLast((event) => event.type === "packet.arrived" && !event.stepped);
	expect(last === undefined ? null : [last.at, (wallOf(trafficOfAll(), last) ?? 0) - WALL_AT_0]).toEqual([5_000, 51_000]);
});

it("a page that comes late knows it too, as far back as it can be known", async () => {
	const time = openStillTime();
	room = await openRawRoom(time);
	time.pass(1_000);
	room.command({ type: "wire.delay", delayMs: 60_000 });
	const client = openRawClient(room);
	client.send(connect("me", true));
	time.pass(1_000);
	room.command({ type: "clock.pause" });
	time.pass(7_000);
	room.command({ type: "clock.resume" });
	time.pass(1_000);
	room.shrink();
	for (let count = 0; count < 3_000; count += 1) room.command({ type: "wire.delay", delayMs: 60_000 });
	const { base, events } = room.journal.since(null);
	expect(base?.seq).toBeGreaterThan(room.events.findIndex(({ type }) => type === "clock.resumed"));
	const late = openTraffic()(openHistory(base ?? EMPTY_WORLD).append(events));
	expect(wallOfLast("delay.changed", late)).toBe(10_000);
	expect(wallOf(late, late.packets[0]?.left ?? { seq: 0, at: 0 })).toBeNull();
	expect(wallOf(late, { seq: 1, at: 0 })).toBeNull();
});

it("a room that was saved and goes on later knows how much time has gone by", async () => {
	const time = openStillTime();
	room = await openRawRoom(time);
	const client = await joined(room, "me", false);
	time.pass(3_000);
	client.send(publish("a", "x", 1, { messageId: 1 }));
	await payloadsSoFar(client);
	expect(wallOfLast("packet.passed")).toBe(3_000);
	time.setAhead(3_600_000);
	await room.move();
	expect(wallOfLast("broker.restarted")).toBe(3_603_000);
	const { base, events } = room.journal.since(null);
	const late = openTraffic()(openHistory(base ?? EMPTY_WORLD).append(events));
	for (const event of events) expect((wallOf(late, event) ?? 0) - WALL_AT_0).toBe(3_603_000);
	expect(events.map(({ type }) => type)).toContain("session.offline");
	time.pass(2_000);
	await joined(room, "me", false);
	expect(wallOfLast("packet.passed")).toBe(3_605_000);
});

it("a room that is cleared, or whose clock runs backwards on the wall, goes by what was told last", async () => {
	const time = openStillTime();
	room = await openRawRoom(time);
	time.pass(1_000);
	room.command({ type: "room.clear" });
	await turns();
	expect(wallOfLast("room.cleared")).toBe(1_000);
	expect(room.world().wall).toEqual({ at: 0, ms: WALL_AT_0 });
	room.command({ type: "clock.pause" });
	time.setAhead(-500);
	room.command({ type: "clock.resume" });
	expect(wallOfLast("clock.paused")).toBe(1_000);
	expect(wallOfLast("clock.resumed")).toBe(500);
});

it("of the moments that were told, the last are kept", () => {
	const walls = openKeptWalls(null);
	for (let seq = 1; seq <= LIMITS.tapePackets + 1; seq += 1) walls.add({ seq, at: seq }, seq + 5);
	walls.add({ seq: 99_999, at: 99_999 }, undefined);
	expect(walls.all.length).toBeLessThan(LIMITS.tapePackets);
	expect(wallOf({ walls: walls.all }, { seq: 1, at: 1 })).toBeNull();
	expect(wallOf({ walls: walls.all }, { seq: LIMITS.tapePackets + 7, at: LIMITS.tapePackets + 7 })).toBe(LIMITS.tapePackets + 12);
});
