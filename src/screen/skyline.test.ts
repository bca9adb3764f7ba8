import { describe, expect, it } from "vitest";
import { skylineLayout } from "./skyline.ts";

/** The first column is as high as any may be: it stands where the caption begins. */
const columnsOf = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		client: `c${at}`,
		waits: at === 0 ? 1 : (at % 7) / 7,
		highest: at === 0 ? 1 : Math.max((at % 7) / 7, (at % 5) / 5),
		dropped: at % 3 === 0,
		persistent: at % 2 === 0,
	}));
const COUNTS = [1, 2, 61, 99, 200, 400];
const SIZES = [700, 1_184, 1_784, 2_064].flatMap((width) => [160, 260, 372, 468, 588, 900].map((height) => ({ width, height })));

describe("a skyline, whatever its size", () => {
	it.each(COUNTS)("of %i clients keeps everything below its caption, and its caption above its line", (count) => {
		for (const { width, height } of SIZES) {
			const { caption, top, columns } = skylineLayout({ columns: columnsOf(count) }, width, height);
			expect(caption).toBeGreaterThanOrEqual(36);
			expect(top).toBeGreaterThan(caption);
			for (const { foot, waits, mark } of columns)
				for (const rect of [foot, waits, mark]) if (rect !== null) expect(rect.y).toBeGreaterThan(caption);
		}
	});

	it.each(COUNTS)("of %i clients stays within its drawing, and the highest column reaches the line", (count) => {
		for (const { width, height } of SIZES) {
			const { top, columns } = skylineLayout({ columns: columnsOf(count) }, width, height);
			expect(columns[0]?.waits?.y).toBeCloseTo(top);
			for (const { foot, cross } of columns) {
				expect(foot.x + foot.w).toBeLessThanOrEqual(width + 2);
				expect(foot.y + foot.h).toBeLessThan(height);
				if (cross !== null) expect(cross.y + 14).toBeLessThan(height);
			}
		}
	});
});
