import { expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import { accepted, connected, entered, historyOf, left, opened, publish } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { openRail, type RailIn, railScale, timeAt, xOf } from "./rail-layout.ts";

const facts = [opened, ...connected("pub-1", true), entered("pub-1", "p1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)];
const history = historyOf([
	...facts,
	entered("pub-1", "p2", publish("m2", 2, 2)),
	{ type: "packet.lost", packet: "p2", reason: "cut" },
	{ type: "connection.closed", connection: "c-pub-1", reason: "cut", says: "The cable was cut.", clause: null },
]);

function lay(of: History, seq: number | null, more: Partial<RailIn> = {}) {
	return openRail()({ ...railIn(of, seq), ...more }, false);
}

function railIn(of: History, seq: number | null, traffic = openTraffic()(of)): RailIn {
	const world = of.at(seq ?? of.live.seq) ?? of.live;
	const { live } = of;
	return {
		history: of,
		traffic,
		world,
		live,
		seq: world.seq,
		time: world.at,
		now: live.at,
		reviewing: seq !== null,
		shown: null,
		width: 514,
	};
}

it("has a puck for each PUBLISH in its fate, a tick for each other packet, and scissors at a cut", () => {
	const { pucks, ticks, breaks, live, bars } = lay(history, null);
	expect(pucks.map(({ qos, fate, aside }) => [qos, fate, aside])).toEqual([
		[1, "outline", false],
		[2, "dropped", false],
	]);
	expect([ticks.length, breaks.map(({ how }) => how), live, bars]).toEqual([2, ["cut"], null, null]);
	expect(pucks[0]?.x).toBeLessThan(pucks[1]?.x ?? 0);
});

it("marks what came after the moment that is shown, and where the room is by then", () => {
	const { pucks, breaks, cursor, live } = lay(history, 6);
	expect([pucks.map(({ aside }) => aside), breaks[0]?.aside]).toEqual([[false, true], true]);
	expect(pucks[0]?.fate).toBe("flight");
	expect(live).toBe(507);
	expect(cursor).toBeLessThan(507);
});

it("shows what the tape shows, within its own ends", () => {
	expect(lay(history, null, { shown: { from: -500, to: 1e9 } }).bracket).toEqual({ from: 7, to: 507 });
});

it("leads from a place to the moment of that place and back", () => {
	const scale = railScale({ history, now: 4_100, width: 1_014 });
	for (const time of [100, 700, 2_345, 4_100]) expect(timeAt(scale, xOf(scale, time))).toBeCloseTo(time);
	expect([timeAt(scale, -5), timeAt(scale, 5_000)]).toEqual([100, 4_100]);
});

it("becomes 120 bars from five minutes on, stacked by fate, with each message counted once", () => {
	const [first] = facts;
	if (first === undefined) throw new Error("no facts");
	const all = [...facts, ...Array.from({ length: 60 }, (_, n) => entered("pub-1", `q${n}`, publish(`m${n + 2}`, 1, n + 2)))];
	const again = entered("pub-1", "again", { ...publish("m2", 1, 2), dup: true, attempt: 2 });
	const events = [...all, again].map((fact, index): RoomEvent => ({ ...fact, seq: index + 1, at: index * 5_000 }));
	const long = openHistory(EMPTY_WORLD).append(events);
	const { pucks, ticks, bars, most } = lay(long, null);
	expect([pucks, ticks]).toEqual([[], []]);
	const counted = (bars ?? []).flatMap(({ parts }) => parts);
	expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(61);
	expect(most).toBeGreaterThanOrEqual(1);
});

it("keeps the fates of its bars in a hurry, and tells what is past at once", () => {
	const [first] = facts;
	if (first === undefined) throw new Error("no facts");
	const long = openHistory(EMPTY_WORLD).append(facts.map((fact, index): RoomEvent => ({ ...fact, seq: index + 1, at: index * 100_000 })));
	const traffic = openTraffic()(long);
	const rail = openRail();
	const live = rail(railIn(long, null, traffic), true);
	expect(live.bars?.map(({ parts, aside }) => [parts[0]?.fate, aside])).toEqual([["outline", false]]);
	const soon = rail(railIn(long, 2, traffic), true);
	expect(soon.bars?.map(({ parts, aside }) => [parts[0]?.fate, aside])).toEqual([["outline", true]]);
	expect(soon.cursor).toBeLessThan(live.cursor);
	const before = rail(railIn(long, 6, traffic), true);
	expect(before.bars?.[0]?.parts[0]?.fate).toBe("outline");
	expect(rail(railIn(long, 6, traffic), false).bars?.[0]?.parts[0]?.fate).toBe("flight");
});

it("becomes bars too where there are more packets than the rail has room for", () => {
	const traffic = openTraffic()(history);
	const packet = traffic.named("p1");
	if (packet === null) throw new Error("no such packet");
	const many = { ...traffic, packets: Array.from({ length: 2_500 }, () => packet), count: 2_500 };
	const drawing = lay(history, null, { traffic: many });
	expect(drawing.pucks).toEqual([]);
	expect(drawing.bars?.length).toBe(1);
	expect(drawing.most).toBe(2_500);
});

it("has the colour that the ledger has, also where a subscriber got less far than another", () => {
	const of = (session: string) => ({ message: "m1", session, qos: 1 }) as const;
	const stands = historyOf([
		...facts,
		{ type: "packet.arrived", packet: "p1", stepped: false },
		...["sub-1", "sub-2"].flatMap((one) => connected(one, false)),
		{ type: "delivery.queued", delivery: "d1", ...of("sub-1"), why: "offline" },
		{ type: "delivery.sent", delivery: "d2", ...of("sub-2"), packet: "q1", packetId: 1, dup: false, attempt: 1, from: "live" },
	]);
	expect(lay(stands, null).pucks.map(({ fate }) => fate)).toEqual(["queued"]);
	const over = stands.append([
		{ type: "delivery.dropped", delivery: "d1", ...of("sub-1"), reason: "session-discarded", seq: stands.live.seq + 1, at: 9_000 } as never,
		{ type: "delivery.acked", delivery: "d2", message: "m1", session: "sub-2", packetId: 1, seq: stands.live.seq + 2, at: 9_001 },
	]);
	expect(lay(over, null).pucks.map(({ fate }) => fate)).toEqual(["dropped"]);
});

it("sets an earlier life of the room aside, behind a stroke where the room was cleared, unless that life is looked at", () => {
	const lives = historyOf([
		...facts,
		{ type: "room.cleared" },
		...connected("pub-1", true),
		entered("pub-1", "q1", publish("m1", 0, null)),
	]);
	const CLEARED = facts.length + 1;
	const now = lay(lives, null);
	expect(now.pucks.map(({ aside }) => aside)).toEqual([true, false]);
	expect(now.ticks.map(({ aside }) => aside)).toEqual([true, true, false, false]);
	expect(now.begins).toBe(xOf(railScale({ history: lives, now: lives.live.at, width: 514 }), lives.at(CLEARED)?.at ?? 0));
	const then = lay(lives, CLEARED - 1);
	expect([then.pucks.map(({ aside }) => aside), then.begins]).toEqual([[false, true], null]);
});

it("marks where a client crashed, and not where one took its leave", () => {
	const ended = (...more: readonly Fact[]) =>
		lay(
			historyOf([...facts, ...more, { type: "connection.closed", connection: "c-pub-1", reason: "client-gone", says: "", clause: null }]),
			null,
		).breaks;
	expect(ended().map(({ how, aside }) => [how, aside])).toEqual([["broke", false]]);
	expect(ended({ ...entered("pub-1", "p9", { type: "DISCONNECT" }) })).toEqual([]);
	expect(lay(historyOf([...facts, ...left("pub-1")]), null).breaks).toEqual([]);
});
