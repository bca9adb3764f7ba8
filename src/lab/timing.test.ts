import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openHandshakes } from "./handshakes.ts";
import { payloadOf } from "./payload.ts";
import { openRoomTimers } from "./room-timers.ts";

function pausableClock() {
	const told = new Set<(paused: boolean) => void>();
	let paused = false;
	return {
		followers: () => told.size,
		turn(to: boolean) {
			paused = to;
			for (const tell of told) tell(to);
		},
		clock: {
			paused: () => paused,
			follow(tell: (paused: boolean) => void) {
				told.add(tell);
				return () => void told.delete(tell);
			},
		},
	};
}

describe("timers of the room clock", () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
	afterEach(() => void vi.useRealTimers());

	it("repeat", () => {
		let calls = 0;
		openRoomTimers(pausableClock().clock).set(() => calls++, 100);
		vi.advanceTimersByTime(350);
		expect(calls).toBe(3);
	});

	it("stand still while the room is paused, and have the rest to go afterwards", () => {
		const { clock, turn } = pausableClock();
		let calls = 0;
		openRoomTimers(clock).set(() => calls++, 100);
		vi.advanceTimersByTime(60);
		turn(true);
		vi.advanceTimersByTime(60_000);
		expect(calls).toBe(0);
		turn(false);
		vi.advanceTimersByTime(39);
		expect(calls).toBe(0);
		vi.advanceTimersByTime(1);
		expect(calls).toBe(1);
	});

	it("leave no timer and no follower behind", () => {
		const { clock, followers } = pausableClock();
		const timers = openRoomTimers(clock);
		timers.clear(timers.set(() => {}, 100));
		timers.set(() => {}, 100);
		timers.close();
		timers.set(() => {}, 100);
		expect([vi.getTimerCount(), followers()]).toEqual([0, 0]);
	});
});

describe("handshakes", () => {
	it("run so many at a time, the others in order", () => {
		const started: string[] = [];
		const handshakes = openHandshakes(2);
		const enter = (name: string) => handshakes.enter(() => void started.push(name));
		const leaveA = enter("a");
		enter("b");
		const leaveC = enter("c");
		enter("d");
		expect(started).toEqual(["a", "b"]);
		leaveC();
		leaveA();
		leaveA();
		expect(started).toEqual(["a", "b", "d"]);
	});
});

describe("payloads of a burst", () => {
	it("carry their number in place of #", () => expect(payloadOf("t#=#", 3, 5)).toBe("t3=3"));
	it("carry their number at the end without #", () => expect(payloadOf("21.5", 3, 5)).toBe("21.5 (3)"));
	it("are as typed when there is only one", () => expect(payloadOf("#1", 1, 1)).toBe("#1"));
});
