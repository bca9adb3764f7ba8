import { expect, it } from "vitest";
import { screenSize } from "./screen-size.ts";

it("draws a window of 1920 × 1080 as it is, and another one of that shape as the same picture", () => {
	expect(screenSize(1920, 1080)).toEqual({ zoom: 1, w: 1920, h: 1080, narrow: false, stage: 816 });
	expect(screenSize(1280, 720)).toMatchObject({ w: 1920, h: 1080, narrow: false, stage: 816 });
	expect(screenSize(3840, 2160)).toMatchObject({ zoom: 2, w: 1920 });
});

it("gives what a taller window has to the stage", () => {
	expect(screenSize(1920, 1200)).toMatchObject({ zoom: 1, stage: 936 });
});

it("keeps letters large on a page that somebody has enlarged: less fits, and nothing is wider than the window", () => {
	const twice = screenSize(960, 540);
	expect(twice).toMatchObject({ w: 1440, narrow: true });
	expect(twice.zoom).toBeCloseTo(2 / 3);
	for (const width of [320, 640, 800, 1024, 1200]) expect(screenSize(width, 600).w * screenSize(width, 600).zoom).toBeCloseTo(width, -1);
});

it("shows the same picture on an old projector", () => {
	expect(screenSize(1024, 768)).toMatchObject({ w: 1920, h: 1440, narrow: false });
});
