import { expect, it } from "vitest";
import { spotAt } from "#crowd/movers.ts";
import { crowdLayout } from "./crowd-layout.ts";
import { arrowsOn, frayedLanes, gapOn, hangingCables, laneEnds, plateOf, trunkEnds } from "./lanes.ts";

const LEFT = { id: "pub-1", from: 384, to: 668, y: 200 };
const RIGHT = { id: "sub-1", from: 1536, to: 1252, y: 400 };

it("sends what goes to the broker along the upper lane, and what comes back along the lower one, on both sides", () => {
	for (const shape of [LEFT, RIGHT]) {
		const [up, down] = [laneEnds(shape, "up"), laneEnds(shape, "down")];
		const way = Math.sign(shape.to - shape.from);
		expect(up.from.y).toBeLessThan(shape.y);
		expect(down.from.y).toBeGreaterThan(shape.y);
		expect(Math.sign(up.to.x - up.from.x)).toBe(way);
		expect(Math.sign(down.to.x - down.from.x)).toBe(-way);
	}
});

it("sends copies from the broker to the seats along the trunk's upper lane", () => {
	const layout = crowdLayout(30, [false], 1920, 816);
	const { from, to } = trunkEnds(layout, "down");
	expect(from.x).toBeGreaterThan(layout.trunk.from);
	expect(to.x).toBeGreaterThan(from.x);
	expect(to.x).toBeLessThan(layout.grid.x);
	expect(from.y).toBeLessThan(layout.trunk.y);
	expect(gapOn({ from, to })).toBeGreaterThan(0.2);
});

it("moves linearly, or from station to station for who asked for less motion", () => {
	const [from, to] = [
		{ x: 0, y: 10 },
		{ x: 100, y: 10 },
	];
	expect(spotAt(from, to, 0.37, false)).toEqual({ x: 37, y: 10 });
	expect(spotAt(from, to, 0.37, true)).toEqual({ x: 25, y: 10 });
	expect(spotAt(from, to, 1, true)).toEqual({ x: 100, y: 10 });
});

it("says on a plate for how many a puck stands, or on the trunk which seat it is for", () => {
	const puck = { lead: {} as never, direction: "down", mark: { type: "PUBACK" }, message: null, still: false } as const;
	expect(plateOf({ ...puck, count: 27, client: null }, "trunk")).toBe("× 27");
	expect(plateOf({ ...puck, count: 1, client: "s09-sub" }, "trunk")).toBe("seat 9");
	expect(plateOf({ ...puck, count: 1, client: "s09-sub" }, "wire")).toBeNull();
	expect(plateOf({ ...puck, count: 1, client: "phone" }, "trunk")).toBeNull();
});

it("leaves arrows out where a lane is short", () => {
	expect([40, 100, 180, 300].map((length) => arrowsOn(length).length)).toEqual([0, 1, 2, 3]);
});

it("hangs a plug from both lanes, and frays both lanes from both ends", () => {
	expect(hangingCables(700, 200, { x: 800, y: 350 }, 1).match(/M/g)).toHaveLength(2);
	expect(frayedLanes(400, 640, 200).match(/M/g)).toHaveLength(4);
});
