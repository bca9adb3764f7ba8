import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
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

	it("is not set back by a frame that comes late, however late it is", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(10_000, false, false);
		passes(3_000);
		clock.heard(10_100, false, false);
		expect(clock.now()).toBe(13_000);
	});

	it("is as late as the frame that told of the end of a pause until an answer has come", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(100, true, true);
		passes(60_000);
		// The host had gone on 400 ms before.
		clock.heard(100, false, true);
		passes(20);
		clock.answered(515, false, 60_000);
		expect(clock.now()).toBe(515);
		passes(100);
		expect(clock.now()).toBe(615);
	});

	it("follows a host whose clock stood while this one went on, as soon as an answer says so", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(10_000, false, false);
		passes(3_000);
		clock.answered(10_100, false, 2_990);
		expect(clock.now()).toBe(10_100);
	});

	it("does not run on when nobody tells anything, and stands while the room is out of reach", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(1_000, false, false);
		passes(25_000);
		expect(clock.now()).toBe(1_000 + LIMITS.beatMs + 1_000);
		clock.stop();
		passes(25_000);
		expect(clock.now()).toBe(1_000 + LIMITS.beatMs + 1_000);
		clock.heard(51_000, false, false);
		expect(clock.now()).toBe(51_000);
	});

	it("does not take the time of a pause for time that went by when it hears of neither end of it", () => {
		const { clock, passes } = clockAt(0);
		clock.heard(1_000, true, false);
		passes(60_000);
		clock.heard(2_000, false, false);
		passes(10);
		expect(clock.now()).toBe(2_010);
	});
});
