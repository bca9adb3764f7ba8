import { describe, expect, it } from "vitest";
import { openRoomClock } from "./room-clock.ts";

function clockAt(startMs: number) {
	let page = startMs;
	const clock = openRoomClock({ now: () => page });
	const passes = (ms: number) => {
		page += ms;
	};
	return { clock, passes };
}

describe("the room clock as a page sees it", () => {
	it("goes on between frames", () => {
		const { clock, passes } = clockAt(7_000);
		clock.heard(100, false, false);
		passes(250);
		expect(clock.now()).toBe(350);
	});

	it("never goes back because a frame was slow", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(100, false, false);
		passes(100);
		expect(clock.now()).toBe(200);
		clock.heard(160, false, false);
		expect(clock.now()).toBe(200);
		passes(10);
		expect(clock.now()).toBe(210);
	});

	it("moves ahead when a frame was quicker than the ones before", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(100, false, false);
		passes(100);
		clock.heard(240, false, false);
		expect(clock.now()).toBe(240);
	});

	it("stands still while the room is paused, at the host's own time", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(100, false, false);
		passes(100);
		clock.heard(190, true, true);
		passes(60_000);
		expect(clock.now()).toBe(190);
	});

	it("goes on after a pause from where the host stood", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(100, true, true);
		passes(60_000);
		clock.heard(100, false, true);
		passes(50);
		expect(clock.now()).toBe(150);
	});

	it("follows a host whose clock fell behind by more than jitter", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(10_000, false, false);
		passes(5_000);
		clock.heard(10_100, false, false);
		expect(clock.now()).toBe(10_100);
	});
});
