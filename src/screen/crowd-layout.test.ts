import { describe, expect, it } from "vitest";
import { crowdLayout } from "./crowd-layout.ts";

const FULL = [false, true, true];

describe("the stage of a crowd", () => {
	it.each([5, 8, 15, 27, 30, 31, 45, 60])("has room for %i tiles beside the trunk and the broker", (tiles) => {
		for (const [width, stage] of [
			[1920, 816],
			[2200, 816],
			[1920, 936],
		] as const) {
			const { grid, bus, trunk, broker, height, full } = crowdLayout(tiles, FULL, width, stage);
			expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(tiles);
			expect(grid.x + grid.w).toBeLessThanOrEqual(width - 47);
			expect(grid.y + grid.h).toBeLessThanOrEqual(stage - 39);
			expect(height).toBe(stage);
			expect(bus.x + bus.w).toBeLessThan(grid.x);
			expect(trunk.to - trunk.from).toBeGreaterThanOrEqual(200);
			expect(trunk.from).toBe(broker.x + broker.w);
			for (const { card, session, y } of full) {
				expect(card.x + card.w).toBeLessThan(broker.x);
				expect(y).toBeGreaterThan(card.y);
				expect(y).toBeLessThan(card.y + card.h);
				if (session !== null) expect(session.y + session.h).toBeLessThan(broker.y + broker.h);
			}
		}
	});

	it("draws the host's client and two spotlit seats in full up to 30 tiles, and none from 31 on", () => {
		expect(crowdLayout(30, FULL, 1920, 816).full).toHaveLength(3);
		expect(crowdLayout(31, FULL, 1920, 816).full).toHaveLength(0);
	});

	it("gives 30 tiles five columns of 156 × 105, and 60 five of one line", () => {
		expect(crowdLayout(30, FULL, 1920, 816).grid).toMatchObject({ size: "big", columns: 5, rows: 6, w: 820, h: 680, zoom: 1 });
		expect(crowdLayout(60, FULL, 1920, 816).grid).toMatchObject({ size: "line", columns: 5, rows: 12, w: 1197 });
	});

	it("draws few tiles larger, so that they fill the same room", () => {
		const { grid } = crowdLayout(8, FULL, 1920, 816);
		expect(grid).toMatchObject({ columns: 3, w: 820 });
		expect(grid.zoom).toBeGreaterThan(1.5);
	});

	it("grows down where the window is narrow", () => {
		const { grid, full, height } = crowdLayout(60, FULL, 1440, 816);
		expect(full).toHaveLength(0);
		expect(grid.columns).toBeLessThan(5);
		expect(height).toBeGreaterThan(816);
	});

	it("has a tap for each row, in the middle of its tiles", () => {
		const { taps, grid } = crowdLayout(30, FULL, 1920, 816);
		expect(taps).toHaveLength(grid.rows);
		expect(taps[0]).toBe(Math.round(grid.y + 105 / 2));
	});
});
