import fc from "fast-check";
import { expect, test } from "vitest";
import { beside, type Edges } from "./beside.ts";

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

const SIZE = { width: 380, height: 280 };
const SCREEN = { width: 1_440, height: 900 };
const term = (left: number, top: number) => at(left, top, left + 40, top + 18);
const told = (asked: Edges, spares: readonly Edges[] = [], screen = SCREEN) =>
	beside(asked, SIZE, screen, { align: "middle", side: "top", gap: 10, spares });

test("an answer stands above the term and in the middle of it", () => {
	expect(told(term(600, 500))).toEqual({ left: 430, top: 210, height: 280 });
});

test("an answer stands below a term that is near the top, and within the screen at its edges", () => {
	expect(told(term(4, 40))).toEqual({ left: 8, top: 68, height: 280 });
	expect(told(term(1_420, 880)).left).toBe(1_052);
});

test("an answer goes to the other side when what the term speaks of stands above it", () => {
	const packet = at(600, 400, 660, 460);
	expect(told(term(600, 500), [packet]).top).toBe(528);
});

test("an answer leaves the keys of the room free when a line of the log is asked", () => {
	const keys = at(0, 522, 1_440, 580);
	const free = ({ top, height }: { top: number; height: number }) => top + height <= keys.top || top >= keys.bottom;
	for (const top of [600, 650, 700, 800, 870]) {
		const answer = told(term(120, top), [keys]);
		expect(free(answer), `asked at ${top}`).toBe(true);
		expect(answer.left >= 160 || answer.top + answer.height <= top, `over its term at ${top}`).toBe(true);
	}
	// on a low screen there is room only above the keys
	const low = at(0, 522, 1_280, 580);
	expect(told(term(120, 650), [low], { width: 1_280, height: 800 })).toEqual({ left: 8, top: 232, height: 280 });
});

test("an answer never covers its term, and never leaves the screen, however small the screen is", () => {
	const size = fc.record({ width: fc.integer({ min: 400, max: 2_000 }), height: fc.integer({ min: 200, max: 1_200 }) });
	fc.assert(
		fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (screen, x, y) => {
			const asked = term(x * (screen.width - 40), y * (screen.height - 18));
			const { left, top, height } = told(asked, [], screen);
			const apart = left + SIZE.width <= asked.left || left >= asked.right;
			expect(apart || top + height <= asked.top || top >= asked.bottom).toBe(true);
			expect(left).toBeGreaterThanOrEqual(0);
			expect(left + SIZE.width).toBeLessThanOrEqual(screen.width);
			expect(top + height).toBeLessThanOrEqual(screen.height);
		}),
	);
});
