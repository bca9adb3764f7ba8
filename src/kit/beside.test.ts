import fc from "fast-check";
import { expect, test } from "vitest";
import { beside } from "./beside.ts";

const WINDOW = { width: 390, height: 844 };
const at = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

test("opens below its thing, and above it where only there is room", () => {
	expect(beside(at(20, 100, 60, 140), { width: 200, height: 300 }, WINDOW, { align: "start", side: "bottom" })).toEqual({
		left: 20,
		top: 146,
		height: 300,
	});
	expect(beside(at(20, 700, 60, 740), { width: 200, height: 300 }, WINDOW, { align: "start", side: "bottom" })).toEqual({
		left: 20,
		top: 394,
		height: 300,
	});
});

const thing = fc
	.record({ left: fc.integer({ min: 0, max: 380 }), top: fc.integer({ min: 0, max: 830 }), width: fc.nat(200), height: fc.nat(120) })
	.map(({ left, top, width, height }) => at(left, top, Math.min(390, left + width), Math.min(844, top + height)));

test("wherever its thing stands, a box is whole in the window and does not cover the thing", () => {
	fc.assert(
		fc.property(
			thing,
			fc.record({ width: fc.integer({ min: 10, max: 370 }), height: fc.integer({ min: 10, max: 2_000 }) }),
			fc.record({
				align: fc.constantFrom("start" as const, "middle" as const, "end" as const),
				side: fc.constantFrom("top" as const, "bottom" as const),
			}),
			(its, box, wish) => {
				const { left, top, height } = beside(its, box, WINDOW, wish);
				expect(left).toBeGreaterThanOrEqual(8);
				expect(left + box.width).toBeLessThanOrEqual(382);
				expect(top).toBeGreaterThanOrEqual(Math.min(8, its.top - 6));
				expect(top + height).toBeLessThanOrEqual(Math.max(836, its.bottom + 6));
				expect(top + height <= its.top || top >= its.bottom).toBe(true);
			},
		),
	);
});
