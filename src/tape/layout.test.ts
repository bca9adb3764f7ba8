import { describe, expect, it } from "vitest";
import { puckWidth } from "#kit/shape.ts";
import type { TapeMark } from "./drawing.ts";
import { sessionsBetween } from "./lanes.ts";
import { openLayout, type TapeAsk, type TapeLayout, withAllLanes } from "./layout.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

const layoutOf = (traffic: TapeAsk["traffic"], more: Partial<TapeAsk> = {}) => openLayout()(askFor(traffic, more));
const textsOf = (marks: readonly TapeMark[]) => marks.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []));
const pucksOf = ({ body, top }: TapeLayout) => [...body, ...top].filter((mark) => mark.kind === "puck");
const areasOf = ({ body }: TapeLayout) => body.filter((mark) => mark.kind === "area");

/** pub-1 connects and publishes m1, whose PUBACK comes back. */
function published() {
	const story = openStory();
	story.open(0, "c1", "pub-1");
	story.send(6_000, "c1", "up", publish("m1", 11));
	story.send(8_000, "c1", "down", { type: "PUBACK", packetId: 11, message: "m1" });
	return story;
}

describe("the layout of the tape", () => {
	it("draws a packet from when and where it left to when and where it arrived", () => {
		const { ways, lanes } = layoutOf(published().traffic());
		const way = ways.find(({ packet }) => packet.fields?.type === "PUBLISH");
		expect(way?.points.map(([x]) => x)).toEqual([78 + 6 * 25, 78 + 8 * 25]);
		expect(way?.points[0]?.[1]).toBe((lanes.of.get("pub-1")?.across ?? 0) + 1.5);
		expect(way?.points[1]?.[1]).toBeLessThan(lanes.broker);
	});

	it("says beside a packet what it is, as long as nothing is written over anything", () => {
		const { body } = layoutOf(published().traffic(), { from: -4_000 });
		expect(textsOf(body)).toEqual(expect.arrayContaining(["CONNECT", "clean=0", "CONNACK", "sp=0", "q1", "#11", "PUBACK"]));
	});

	it("sets a dot where an answer leaves what it answers", () => {
		const { body, ways } = layoutOf(published().traffic());
		const ack = ways.find(({ packet }) => packet.fields?.type === "PUBACK");
		expect(body).toContainEqual(expect.objectContaining({ kind: "dot", x: ack?.points[0]?.[0], y: ack?.points[0]?.[1] }));
	});

	it("draws what is under way as far as it has come, and dotted where it goes on to", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		story.enter(6_000, "c1", "up", publish("m1", 11));
		const layout = layoutOf(story.traffic(), { now: { seq: 99, at: 7_000 } });
		const way = layout.ways.find(({ packet }) => packet.fields?.type === "PUBLISH");
		expect(way?.points.at(-1)?.[0]).toBe(78 + 7 * 25);
		expect(way?.ahead?.[0]).toBe(78 + 8 * 25);
		expect(pucksOf(layout)).toMatchObject([{ x: 78 + 7 * 25, fate: "flight" }]);
	});

	it("draws what was held level, between brackets, and what was lost with a cross and how it was lost", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		const { packet } = story.enter(6_000, "c1", "up", publish("m1", 11));
		story.tell(7_000, { type: "wire.silenced", connection: "c1", noticedInMs: null });
		story.tell(10_000, { type: "packet.lost", packet, reason: "cut" });
		story.tell(10_000, { type: "connection.closed", connection: "c1", reason: "cut", says: "", clause: null });
		const layout = layoutOf(story.traffic());
		const way = layout.ways.find((one) => one.packet.packet === packet);
		expect(way?.points[1]?.[1]).toBe(way?.points[2]?.[1]);
		expect(textsOf(layout.body)).toEqual(expect.arrayContaining(["PUBLISH q1 #11", "held 3.0 s, lost: the cable was cut", "cable cut"]));
		const brackets = layout.body.filter((mark) => mark.kind === "line" && mark.points.length === 4 && mark.width === 1.8);
		expect(brackets).toHaveLength(2);
	});

	it("collapses PINGs that were answered into one mark, and draws one that was not", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		for (const at of [6_000, 10_500]) {
			story.send(at, "c1", "up", { type: "PINGREQ" });
			story.send(at + 2_000, "c1", "down", { type: "PINGRESP" });
		}
		story.enter(20_000, "c1", "up", { type: "PINGREQ" });
		const { body, ways } = layoutOf(story.traffic());
		expect(textsOf(body)).toContain("PING × 2");
		expect(ways.filter(({ packet }) => packet.fields?.type === "PINGREQ")).toHaveLength(1);
	});

	it("draws a session's band past its connection, thicker by a row for each message that waits, and from four on as one area", () => {
		const story = openStory();
		story.tell(0, { type: "session.created", session: "sub-1", connection: "c0", cleanSession: false });
		story.tell(0, { type: "subscription.added", session: "sub-1", filter: "t", qos: 1 });
		const queue = (at: number, n: number) =>
			story.tell(at, { type: "delivery.queued", delivery: `d${n}`, message: `m${n}`, session: "sub-1", qos: 1, why: "offline" });
		queue(5_000, 1);
		queue(10_000, 2);
		const rows = areasOf(layoutOf(story.traffic())).filter(({ fill }) => fill === "queued-fill");
		expect(rows.map(({ x, h }) => [x, h])).toEqual([
			[78 + 125, 11],
			[78 + 250, 11],
		]);
		for (const n of [3, 4, 5]) queue(15_000, n);
		const { body } = layoutOf(story.traffic());
		expect(body).toContainEqual(expect.objectContaining({ kind: "area", fill: "queued-fill", x: 78 + 375, h: 44 }));
		expect(textsOf(body)).toContain("5");
	});

	it("ends the band of a clean session with its connection, dashed", () => {
		const story = openStory();
		story.tell(0, { type: "session.created", session: "sub-1", connection: "c0", cleanSession: true });
		story.tell(8_000, { type: "session.discarded", session: "sub-1", reason: "clean" });
		const [band] = areasOf(layoutOf(story.traffic()));
		expect(band).toMatchObject({ x: 78, w: 200 });
		expect(band?.dash).toBeDefined();
	});

	it("leaves the lines and hollow pucks of what a filter leaves out, without words", () => {
		const story = published();
		story.send(14_000, "c1", "up", publish("m2", 12));
		const traffic = story.traffic();
		const isM2 = (number: number) => {
			const fields = traffic.numbered(number)?.fields;
			return fields?.type === "PUBLISH" && fields.message === "m2";
		};
		const layout = layoutOf(traffic, { matches: isM2 });
		expect(textsOf(layout.body)).toContain("#12");
		expect(textsOf(layout.body)).not.toContain("#11");
		expect(pucksOf(layout).map(({ label, hollow }) => [label, hollow])).toEqual([
			["m1", true],
			["m2", false],
		]);
	});

	it("shows messages as they stood at the cursor, and what was under way where it was", () => {
		const traffic = published().traffic();
		const layout = layoutOf(traffic, { cursor: { seq: 7, at: 7_000 } });
		expect(layout.cursor).toBe(78 + 175);
		expect(textsOf(layout.top)).toContain("happened after this moment");
		expect(layout.top).toContainEqual(expect.objectContaining({ kind: "puck", x: 78 + 175, fate: "flight" }));
	});

	it("writes no caption over a puck or over another caption", () => {
		const story = openStory(500);
		story.open(0, "c1", "pub-1");
		for (let n = 0; n < 30; n++) {
			story.send(2_000 + 700 * n, "c1", "up", publish(`m${n}`, n));
			story.send(2_500 + 700 * n, "c1", "down", { type: "PUBACK", packetId: n, message: `m${n}` });
		}
		const layout = layoutOf(story.traffic());
		const boxes = [...layout.body, ...layout.top].flatMap((mark) => {
			const half = mark.kind === "puck" ? puckWidth(mark.qos, mark.h) / 2 : 0;
			if (mark.kind === "puck")
				return [{ isPuck: true, x0: mark.x - half, x1: mark.x + half, y0: mark.y - mark.h / 2, y1: mark.y + mark.h / 2 }];
			if (mark.kind !== "words" || mark.font !== "wire") return [];
			const width = mark.text.length * 7.3;
			const x0 = mark.align === "end" ? mark.x - width : mark.align === "start" ? mark.x : mark.x - width / 2;
			return [{ isPuck: false, x0, x1: x0 + width, y0: mark.y - 8, y1: mark.y + 1 }];
		});
		const clashes = boxes.flatMap((one, index) =>
			boxes
				.slice(index + 1)
				.filter(
					(other) => !(one.isPuck && other.isPuck) && one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1,
				),
		);
		expect(clashes).toEqual([]);
		expect(boxes.length).toBeGreaterThan(20);
	});

	it("lets time run down on a phone, with the lanes as columns", () => {
		const { ways, lanes } = layoutOf(published().traffic(), { down: true, width: 390, height: 560 });
		const way = ways.find(({ packet }) => packet.fields?.type === "PUBLISH");
		expect(way?.points.map(([, y]) => y)).toEqual([40 + 6 * 25, 40 + 8 * 25]);
		expect(way?.points[0]?.[0]).toBe(95.5);
		expect([lanes.of.get("pub-1")?.across, lanes.broker, lanes.of.get("sub-1")?.across]).toEqual([94, 209, 356]);
	});

	it("keeps the broker in sight however far many lanes are scrolled", () => {
		const above = Array.from({ length: 12 }, (_, n) => `pub-${n}`);
		const at = (scroll: number) => layoutOf(published().traffic(), { order: { above, below: ["sub-1"] }, scroll }).lanes;
		expect(at(0).extent).toBeGreaterThan(700);
		for (const scroll of [0, 200, 900]) expect(at(scroll).broker).toBeGreaterThan(0);
		for (const scroll of [0, 200, 900]) expect(at(scroll).broker).toBeLessThan(270 - 21);
		expect(at(58).all[1]?.across).toBe(at(0).all[0]?.across);
	});

	it("looks at connections and sessions once for each traffic, and at none of the sessions out of sight", () => {
		const story = openStory(0);
		for (let n = 0; n < 300; n++) {
			story.tell(n * 1_000, { type: "session.created", session: "sub-1", connection: "c1", cleanSession: true });
			story.tell(n * 1_000 + 900, { type: "session.discarded", session: "sub-1", reason: "clean" });
		}
		const traffic = story.traffic();
		let walked = 0;
		const connections = new Proxy(traffic.connections, {
			get: (map, name) => {
				if (name === Symbol.iterator) walked += 1;
				const value = Reflect.get(map, name);
				return typeof value === "function" ? value.bind(map) : value;
			},
		});
		const layoutIn = openLayout();
		const seen = { ...traffic, connections };
		const at = (from: number) => layoutIn(askFor(seen, { from, scale: 25, now: { seq: traffic.upTo, at: 400_000 } }));
		const boxes = [0, 100_000, 200_000].map((from) => areasOf(at(from)).length);
		expect(walked).toBe(1);
		for (const count of boxes) expect(count).toBeLessThan(60);
		expect(boxes[1]).toBeGreaterThan(20);
		expect(sessionsBetween(traffic.sessions.get("sub-1") ?? [], 100_950, 102_000).map(({ created }) => created.at)).toEqual([
			100_000, 101_000, 102_000,
		]);
	});

	it("has all lanes in the picture that is saved, which is as high as they need", () => {
		const above = Array.from({ length: 4 }, (_, n) => `pub-${n}`);
		const order = { above, below: ["sub-1", "sub-2", "sub-3"] };
		const { height, lanes, names } = withAllLanes(askFor(published().traffic(), { order, scroll: 90 }));
		expect(height).toBeGreaterThan(270);
		expect(textsOf(names)).toEqual([...above, "sub-1", "sub-2", "sub-3", "broker"]);
		for (const { across } of lanes.all) expect(across).toBeLessThan(lanes.axis - 8);
		expect(withAllLanes(askFor(published().traffic())).height).toBe(270);
	});

	it("frays a connection that broke, and says of each end whose doing it was", () => {
		const ended = (reason: string) => {
			const story = openStory();
			story.open(0, "c1", "pub-1");
			story.tell(8_000, { type: "connection.closed", connection: "c1", reason, says: "", clause: null });
			const { body } = layoutOf(story.traffic());
			const frays = body.some(
				(mark) => mark.kind === "line" && mark.points.length === 4 && mark.width === 2 && mark.points[0]?.[0] === 278,
			);
			return [frays, textsOf(body).find((text) => !/CONN|clean|sp=/.test(text))];
		};
		expect(ended("client-gone")).toEqual([true, "connection broke"]);
		expect(ended("cut")).toEqual([true, "cable cut"]);
		expect(ended("keep-alive")).toEqual([false, "keep alive ran out"]);
		expect(ended("disconnect")).toEqual([false, "offline"]);
	});

	it("sets the scissors at their own cut where the next one follows soon", () => {
		const story = openStory();
		for (const at of [0, 2_000]) {
			story.open(at, `c${at}`, "pub-1");
			story.tell(at + 1_900, { type: "connection.closed", connection: `c${at}`, reason: "cut", says: "", clause: null });
		}
		const signs = layoutOf(story.traffic()).body.filter((mark) => mark.kind === "sign");
		expect(signs.map(({ x }) => x)).toEqual([78 + 1.9 * 25 + 3, 78 + 3.9 * 25 + 14]);
	});

	it("counts in bars what is published, stacked by fate, where a second is too narrow for packets", () => {
		const story = openStory(0);
		story.open(0, "c1", "pub-1");
		for (let n = 0; n < 40; n++) {
			story.send(60_000 + n, "c1", "up", publish(`m${n}`, n));
			story.tell(60_000 + n, { type: "delivery.queued", delivery: `d${n}`, message: `m${n}`, session: "sub-1", qos: 1, why: "offline" });
		}
		const layout = layoutOf(story.traffic(), { scale: 0.25, now: { seq: 999, at: 3_600_000 } });
		expect(layout.eachMs).toBe(30_000);
		expect(layout.ways).toEqual([]);
		expect(layout.body).toContainEqual(expect.objectContaining({ kind: "area", fill: "queued-fill" }));
	});
});
