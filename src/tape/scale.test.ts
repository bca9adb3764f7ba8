import { describe, expect, it } from "vitest";
import { barMarks, eachOf, openBars } from "./bars.ts";
import type { Lanes } from "./lanes.ts";
import { openLayout } from "./layout.ts";
import { frameOf, ticksOf } from "./scale.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

const SIZE = { width: 1_400, height: 270, down: false };
const YEARS = 100 * 365 * 24 * 3_600_000;

describe("a paper", () => {
	it("has its ticks apart, whatever time it shows", () => {
		for (const scale of [400, 25, 1, 0.01, 1e-6, 1e-9]) {
			const frame = frameOf(0, scale, SIZE);
			const along = ticksOf(frame, 64).map(({ at }) => frame.along(at));
			expect(along.length).toBeGreaterThan(0);
			expect(along.length).toBeLessThan(SIZE.width / 64 + 1);
			expect(along.slice(1).every((one, index) => one - (along[index] ?? 0) > 63.9)).toBe(true);
		}
	});

	it("has its ticks at round times of another clock, where it stands on that", () => {
		const ticks = ticksOf(frameOf(3_300, 100, SIZE), 64, 1_200);
		expect(ticks.slice(0, 2)).toEqual([
			{ at: 3_800, text: "0:05" },
			{ at: 4_800, text: "0:06" },
		]);
		// Before 0:00 of that clock there is nothing to tell.
		expect(ticksOf(frameOf(0, 100, SIZE), 64, -2_500)[0]).toEqual({ at: 2_500, text: "0:00" });
	});

	it("is drawn at moments so far away that a step no longer changes them", () => {
		for (const from of [1e16, 1e300]) {
			expect(ticksOf({ ...frameOf(from, 25, SIZE), to: from * 2 }, 64).length).toBeLessThanOrEqual(1_000);
			const story = openStory();
			story.open(from, "c1", "pub-1");
			story.send(from, "c1", "up", publish("m1", 11));
			for (const scale of [25, 0.5]) expect(openLayout()(askFor(story.traffic(), { from, scale })).body).toBeInstanceOf(Array);
		}
	});

	it("has a few hundred bars at most, whatever time it shows", () => {
		const frame = frameOf(0, (1_300 / YEARS) * 1_000, SIZE);
		const eachMs = eachOf(frame);
		expect((frame.to - frame.from) / eachMs).toBeLessThan(240);
		const lanes = { all: [], broker: 200 } as unknown as Lanes;
		const story = openStory();
		story.open(0, "c1", "pub-1");
		story.send(YEARS / 2, "c1", "up", publish("m1", 11));
		const traffic = story.traffic();
		const { bars } = openBars()({ traffic, seq: traffic.upTo, worlds: null }, eachMs, null);
		expect(barMarks(frame, lanes, bars)).toHaveLength(1);
		expect(barMarks({ ...frame, from: 1e300, to: 2e300 }, lanes, bars)).toEqual([]);
	});
});
