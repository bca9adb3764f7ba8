import { describe, expect, it } from "vitest";
import { frameOf, lengthOf, perSecond, zoomOf } from "./scale.ts";
import { followed, lookedBack, panned, resized, START, showing, type View, whole, zoomed } from "./view.ts";

const SIZE = { width: 940, height: 270, down: false };
const SPAN = { start: 0, now: 120_000 };
const VIEW: View = { from: 0, scale: 25, follows: true, scroll: 0 };
const penOf = (view: View) => 940 - frameOf(view.from, view.scale, SIZE).along(SPAN.now);

describe("what of the tape is in sight", () => {
	it("keeps the pen between 22 and 60 px from the edge while it follows", () => {
		const view = followed(VIEW, SIZE, SPAN);
		expect(penOf(view)).toBeCloseTo(60);
		const later = { ...SPAN, now: SPAN.now + 1_000 };
		expect(followed(view, SIZE, later)).toBe(view);
	});

	it("shows just what its zoom is called, on a paper of any size, and goes on doing so when the size changes", () => {
		const sizes = [SIZE, { width: 740, height: 150, down: false }, { width: 390, height: 560, down: true }];
		for (const [zoom, seconds] of [
			["packet", 3],
			["half-minute", 30],
			["hour", 3_600],
		] as const)
			for (const size of sizes) expect(lengthOf(size) / perSecond(zoom, size)).toBeCloseTo(seconds);
		let [view, before] = [START, null as (typeof sizes)[number] | null];
		for (const size of sizes) {
			view = resized(view, before, size);
			before = size;
			expect(zoomOf(view.scale, size)).toBe("half-minute");
		}
		const own = { ...view, scale: 111 };
		expect(resized(own, before, SIZE)).toBe(own);
	});

	it("begins at the beginning in a room that has just opened", () => {
		expect(followed(VIEW, SIZE, { start: 0, now: 3_000 }).from).toBe(0);
	});

	it("stays where it is once it is scrolled back, and follows again at the end", () => {
		const back = panned(followed(VIEW, SIZE, SPAN), -200, SIZE, SPAN);
		expect(back.follows).toBe(false);
		expect(followed(back, SIZE, { ...SPAN, now: 200_000 })).toBe(back);
		expect(panned(back, 5_000, SIZE, SPAN).follows).toBe(true);
	});

	it("zooms about a moment, which stays in its place", () => {
		const view = { ...VIEW, from: 30_000, follows: false };
		const at = frameOf(view.from, view.scale, SIZE).at(500);
		const next = zoomed(view, 100, 500, SIZE, SPAN);
		expect(next.scale).toBe(100);
		expect(frameOf(next.from, next.scale, SIZE).along(at)).toBeCloseTo(500);
	});

	it("brings a packet into sight, and moves nothing for one that is", () => {
		const far = showing({ ...VIEW, from: 100_000 }, 10_000, 12_000, SIZE);
		expect(frameOf(far.from, far.scale, SIZE).along(11_000)).toBeCloseTo((78 + 940) / 2);
		expect(showing(far, 10_000, 12_000, SIZE)).toBe(far);
	});

	it("brings a moment that is looked back at well into the paper, which no longer follows", () => {
		for (const at of [0, 10_000, 85_000, 119_000]) {
			const view = lookedBack(followed(VIEW, SIZE, SPAN), at, SIZE, SPAN);
			const along = frameOf(view.from, view.scale, SIZE).along(at);
			expect(view.follows).toBe(false);
			expect(followed(view, SIZE, { ...SPAN, now: 200_000 })).toBe(view);
			expect(along).toBeLessThanOrEqual(940 - 120);
			// Nothing was before the beginning.
			if (at > 0) expect(along).toBeGreaterThanOrEqual(78 + 120);
		}
	});

	it("leaves the paper where it is for a moment that can be seen", () => {
		const view = followed(VIEW, SIZE, SPAN);
		expect(lookedBack(view, 105_000, SIZE, SPAN).from).toBe(view.from);
	});

	it("shows all there is", () => {
		const view = whole(VIEW, SIZE, SPAN);
		const frame = frameOf(view.from, view.scale, SIZE);
		expect(frame.along(0)).toBeGreaterThanOrEqual(78);
		expect(frame.along(SPAN.now)).toBeLessThanOrEqual(940);
	});
});
