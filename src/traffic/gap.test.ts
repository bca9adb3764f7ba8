import { afterEach, beforeEach, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { openHistory } from "#model/history.ts";
import type { RoomStore } from "#room/room-state.ts";
import { openWatchedRoom, type WatchedRoom } from "#room/testkit/watched-room.ts";
import { openTraffic } from "./open-traffic.ts";

let watched: WatchedRoom;
let page: RoomStore;
beforeEach(async () => {
	watched = openWatchedRoom();
	page = await watched.enter();
});
afterEach(() => watched.close());

const caughtUp = () => page.until(({ seq }) => seq === watched.room.journal.seq);
/** More in one turn than the host keeps for a page that is behind. */
const rush = () => {
	for (let count = 0; count < 1.2 * LIMITS.journalEvents; count += 1) watched.room.command({ type: "wire.delay", delayMs: 1_000 + count });
};

it("keeps what it has seen when its host gives the page a whole new world, and says how much it has missed", async () => {
	const trafficIn = openTraffic();
	const read = () => trafficIn(page.getState().history, page.getState().life?.name);
	watched.room.command({ type: "wire.delay", delayMs: 0 });
	const [stays, leaves] = [openRawClient(watched.room), openRawClient(watched.room)];
	for (const [client, name] of [
		[stays, "stays"],
		[leaves, "leaves"],
	] as const) {
		client.send(connect(name, true));
		await client.next();
	}
	watched.room.command({ type: "wire.delay", delayMs: 60_000 });
	for (const client of [stays, leaves]) client.send(publish("t", "on the wire"));
	await caughtUp();
	const before = read();
	const known = before.packets.slice(0, before.count).map(({ packet }) => packet);
	const last = page.getState().live.seq;
	leaves.ends.gone("the wire broke");
	rush();
	await caughtUp();
	const { history } = page.getState();
	expect(history.from).toBeGreaterThan(last);

	const after = read();
	expect(after.packets.slice(0, after.count).map(({ packet }) => packet)).toEqual(known);
	expect(after.gaps).toMatchObject([{ after: { seq: last }, until: { seq: history.from }, events: history.from - last }]);
	const [one, other] = [after.packets.at(-2), after.packets.at(-1)];
	expect([one?.clientId, one?.end]).toEqual(["stays", null]);
	expect([other?.clientId, other?.end]).toMatchObject(["leaves", { how: "unseen", seq: last }]);
	const ends = [...after.connections.values()].map(({ clientId, closed }) => [clientId, closed?.reason ?? null]);
	expect(ends).toEqual([
		["stays", null],
		["leaves", "unseen"],
	]);
	// What happens next is joined to it as ever, and a past that is told later changes nothing.
	watched.room.command({ type: "wire.delay", delayMs: 0 });
	const late = openRawClient(watched.room);
	late.send(connect("late", true));
	await late.next();
	await caughtUp();
	page.askPast();
	await new Promise<void>((settle) => {
		const told = () => page.getState().past === "told" && settle();
		page.subscribe(told);
		told();
	});
	expect(
		read()
			.packets.map(({ packet }) => packet)
			.slice(0, known.length),
	).toEqual(known);
	expect(read().gaps).toEqual(after.gaps);
	expect(read().packets.at(-1)).toMatchObject({ clientId: "late", fields: { type: "CONNACK" } });
	expect(read().upTo).toBe(watched.room.journal.seq);
});

it("tells a gap when more has come between two looks than the history keeps", async () => {
	await caughtUp();
	const { live } = page.getState();
	const trafficIn = openTraffic();
	const small = openHistory(live, 10);
	trafficIn(small, "a life");
	const events = Array.from({ length: 30 }, (_, index) => ({
		...({ type: "delay.changed", delayMs: index, at: live.at } as const),
		seq: live.seq + 1 + index,
	}));
	const { gaps, upTo } = trafficIn(small.append(events), "a life");
	expect(gaps).toMatchObject([{ after: { seq: live.seq }, events: 20 }]);
	expect(upTo).toBe(live.seq + 30);
	// Another life of the room is another room: nothing of the last one stays.
	expect(trafficIn(openHistory(live, 10), "another life").gaps).toEqual([]);
});

it("keeps a bounded number of gaps and of paces, however often it misses something: the oldest gaps are told as one", () => {
	const trafficIn = openTraffic();
	let history = openHistory(page.getState().live, 2);
	const { seq } = history.live;
	let traffic = trafficIn(history, "a life");
	for (let count = 0; count <= LIMITS.tapePaces; count += 1) {
		const { live } = history;
		const events = [1, 2, 3, 4].map((nth) => ({ type: "delay.changed", delayMs: nth, at: live.at, seq: live.seq + nth }) as const);
		history = history.append(events);
		traffic = trafficIn(history, "a life");
	}
	expect(traffic.gaps.length).toBe(LIMITS.tapeGaps);
	expect(traffic.gaps[0]).toMatchObject({ after: { seq } });
	for (const { after, until, events } of traffic.gaps) expect(events).toBe(until.seq - after.seq);
	expect(traffic.paces.length).toBeLessThanOrEqual(LIMITS.tapePaces);
	expect(traffic.upTo).toBe(history.live.seq);
});
