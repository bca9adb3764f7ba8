import fc from "fast-check";
import { expect, it } from "vitest";
import { placeBeside, type ScreenBox } from "./place.ts";

const SIZE = { width: 380, height: 280 };
const SCREEN = { width: 1_440, height: 900 };
const term = (left: number, top: number): ScreenBox => ({ left, top, width: 40, height: 18 });

it("stands above the term and in the middle of it", () => {
	expect(placeBeside(term(600, 500), SIZE, SCREEN)).toEqual({ left: 430, top: 210, height: 280 });
});

it("stands below a term that is near the top, and within the screen at its edges", () => {
	expect(placeBeside(term(4, 40), SIZE, SCREEN)).toEqual({ left: 8, top: 68, height: 280 });
	expect(placeBeside(term(1_420, 880), SIZE, SCREEN).left).toBe(1_052);
});

it("goes to the other side when what the term speaks of stands above it", () => {
	const packet = { left: 600, top: 400, width: 60, height: 60 };
	expect(placeBeside(term(600, 500), SIZE, SCREEN, [packet]).top).toBe(528);
});

it("leaves the keys of the room free when a line of the log is asked", () => {
	const keys = { left: 0, top: 522, width: 1_440, height: 58 };
	const free = ({ top, height }: { top: number; height: number }) => top + height <= keys.top || top >= keys.top + keys.height;
	for (const top of [600, 650, 700, 800, 870]) {
		const beside = placeBeside(term(120, top), SIZE, SCREEN, [keys]);
		expect(free(beside), `asked at ${top}`).toBe(true);
		expect(beside.left >= 160 || beside.top + beside.height <= top, `over its term at ${top}`).toBe(true);
	}
	// on a low screen there is room only above the keys
	const low = { left: 0, top: 522, width: 1_280, height: 58 };
	expect(placeBeside(term(120, 650), SIZE, { width: 1_280, height: 800 }, [low])).toEqual({ left: 8, top: 232, height: 280 });
});

it("never covers its term, and never leaves the screen, however small the screen is", () => {
	const size = fc.record({ width: fc.integer({ min: 400, max: 2_000 }), height: fc.integer({ min: 200, max: 1_200 }) });
	fc.assert(
		fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (screen, x, y) => {
			const asked = term(x * (screen.width - 40), y * (screen.height - 18));
			const { left, top, height } = placeBeside(asked, SIZE, screen);
			const beside = left + SIZE.width <= asked.left || left >= asked.left + asked.width;
			expect(beside || top + height <= asked.top || top >= asked.top + asked.height).toBe(true);
			expect(left).toBeGreaterThanOrEqual(0);
			expect(left + SIZE.width).toBeLessThanOrEqual(screen.width);
			expect(top + height).toBeLessThanOrEqual(screen.height);
		}),
	);
});
