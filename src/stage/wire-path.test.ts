import { expect, test } from "vitest";
import { GAUGES } from "./layout.ts";
import { lanePath, pointOn, station, type WireShape } from "./wire-path.ts";

const level: WireShape = {
	clientId: "pub-1",
	axis: "x",
	client: { along: 100, across: 50 },
	broker: { along: 300, across: 50 },
	gauge: GAUGES.full,
	below: 200,
};

test("a packet half way is drawn half way, on the upper lane towards the broker and on the lower one back", () => {
	expect(pointOn(level, "up", 0.5, 0)).toEqual({ x: 200, y: 28 });
	expect(pointOn(level, "down", 0.25, 0)).toEqual({ x: 250, y: 72 });
});

test("its body never covers a socket", () => {
	expect(pointOn(level, "up", 0, 32).x).toBe(132);
	expect(pointOn(level, "up", 1, 32).x).toBe(268);
	expect(pointOn(level, "down", 0, 32).x).toBe(268);
});

test("a subscriber's wire runs from right to left towards the broker", () => {
	const right: WireShape = { ...level, client: { along: 300, across: 50 }, broker: { along: 100, across: 50 } };
	expect(pointOn(right, "up", 0.25, 0).x).toBe(250);
	expect(pointOn(right, "up", 0, 20).x).toBe(280);
});

test("on a tall stage the wire runs down", () => {
	expect(pointOn({ ...level, axis: "y" }, "up", 0.5, 0)).toEqual({ x: 28, y: 200 });
});

test("a bent wire starts and ends level, and is half way at half", () => {
	const bent: WireShape = { ...level, broker: { along: 300, across: 150 } };
	expect(pointOn(bent, "up", 0.5, 0)).toEqual({ x: 200, y: 78 });
	expect(lanePath(bent, "up")).toMatch(/^M100 28C/);
});

test("five stations", () => {
	expect([0, 0.2, 0.25, 0.6, 1].map(station)).toEqual([0, 0, 0.25, 0.5, 1]);
});
