import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spread } from "./spread.ts";

const GAP = 25;
const LANE = 130;
const lane = fc
	.array(fc.double({ min: 0, max: LANE, noNaN: true }), { minLength: 1, maxLength: 40 })
	.map((positions) => positions.sort((a, b) => b - a));

test("three that entered together stand one behind the other, the head where it is", () => {
	expect(spread([90, 90, 90], LANE, GAP)).toEqual([90, 65, 40]);
});

test("where the way back is too short they stand closer", () => {
	expect(spread([30, 30, 30, 30], LANE, GAP)).toEqual([30, 20, 10, 0]);
});

test("at the lane's start there is no room to spread", () => {
	expect(spread([0, 0, 0], LANE, GAP)).toEqual([0, 0, 0]);
});

test("what is far enough apart stays where it is", () => {
	expect(spread([120, 80, 40, 0], LANE, GAP)).toEqual([120, 80, 40, 0]);
});

describe("whatever is on the lane", () => {
	test("the head is true, the order is kept, and nothing leaves the lane", () => {
		fc.assert(
			fc.property(lane, (positions) => {
				const drawn = spread(positions, LANE, GAP);
				expect(drawn[0]).toBe(positions[0]);
				for (let index = 1; index < drawn.length; index++) expect(drawn[index]).toBeLessThanOrEqual((drawn[index - 1] ?? 0) + 1e-9);
				for (const at of drawn) expect(at).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test("packets at least a gap apart are drawn where they are", () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: GAP, max: 60, noNaN: true }), { minLength: 1, maxLength: 8 }), (distances) => {
				let at = 0;
				const positions = distances.map((distance) => (at += distance)).reverse();
				// but for the rounding of the sums
				for (const [index, drawn] of spread(positions, 1_000, GAP).entries()) expect(drawn).toBeCloseTo(positions[index] ?? 0, 6);
			}),
		);
	});

	test("a small step of any of them is a small step of all of them", () => {
		fc.assert(
			fc.property(lane, fc.nat(), fc.double({ min: -0.5, max: 0.5, noNaN: true }), (positions, which, by) => {
				const moved = [...positions];
				const index = which % moved.length;
				moved[index] = Math.min(LANE, Math.max(0, (moved[index] ?? 0) + by));
				moved.sort((a, b) => b - a);
				const before = spread(positions, LANE, GAP);
				const after = spread(moved, LANE, GAP);
				for (const [at, place] of after.entries()) expect(Math.abs(place - (before[at] ?? 0))).toBeLessThanOrEqual(0.5 + 1e-6);
			}),
		);
	});
});

test("the array that is handed in is used again", () => {
	const scratch = [1, 2, 3, 4, 5];
	expect(spread([50, 50], LANE, GAP, scratch)).toBe(scratch);
	expect(scratch).toEqual([50, 25]);
});
