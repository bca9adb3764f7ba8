import { expect, it } from "vitest";
import { trunkLane } from "./trunk-lane.ts";

const PLACE = { axis: "x", client: { along: 900, across: 300 }, broker: { along: 700, across: 320 } } as const;

it("runs to the broker above the trunk, and back below it", () => {
	expect(trunkLane(PLACE, "up")).toEqual({ from: { x: 874, y: 282 }, to: { x: 726, y: 302 } });
	expect(trunkLane(PLACE, "down")).toEqual({ from: { x: 726, y: 338 }, to: { x: 874, y: 318 } });
});

it("never crosses itself on a short trunk", () => {
	const { from, to } = trunkLane({ ...PLACE, client: { along: 710, across: 300 } }, "down");
	expect(to.x).toBe(from.x);
});

it("runs downwards on an upright stage", () => {
	const { from, to } = trunkLane({ axis: "y", client: { along: 10, across: 50 }, broker: { along: 200, across: 50 } }, "up");
	expect([from, to]).toEqual([
		{ x: 32, y: 36 },
		{ x: 32, y: 174 },
	]);
});
