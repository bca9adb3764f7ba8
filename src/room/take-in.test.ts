import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { fold } from "#model/reduce.ts";
import { EMPTY_WORLD } from "#model/world.ts";
import { takeEvents, takeWelcome } from "./take-in.ts";

const delays = (from: number, to: number): RoomEvent[] =>
	Array.from({ length: to - from + 1 }, (_, index) => ({
		type: "delay.changed",
		delayMs: from + index,
		seq: from + index,
		at: from + index,
	}));
const fresh = { world: EMPTY_WORLD, told: [] };
const welcome = (epoch: string, base: unknown, events: RoomEvent[]) =>
	({ type: "welcome", room: "lobby", epoch, now: 0, base, events, mqttPort: null }) as const;

describe("taking in what the host tells", () => {
	it("keeps the world right after each event", () => {
		const taken = takeEvents(fresh, delays(1, 3));
		expect(taken?.told.map(({ world }) => world.delayMs)).toEqual([1, 2, 3]);
		expect(taken?.world.seq).toBe(3);
	});

	it("passes over events that it knows", () => {
		const first = takeEvents(fresh, delays(1, 3));
		const again = takeEvents(first ?? fresh, delays(2, 5));
		expect(again?.told.map(({ event }) => event.seq)).toEqual([1, 2, 3, 4, 5]);
	});

	it("returns the very same state when all of it was known", () => {
		const first = takeEvents(fresh, delays(1, 3)) ?? fresh;
		expect(takeEvents(first, delays(1, 2))).toBe(first);
	});

	it("asks anew when there is a gap", () => {
		expect(takeEvents(fresh, delays(2, 3))).toBeNull();
	});

	it("keeps no more lines than the log holds, and misses no event", () => {
		const taken = takeEvents(fresh, delays(1, LIMITS.logLines + 500));
		expect(taken?.told).toHaveLength(LIMITS.logLines);
		expect(taken?.world.delayMs).toBe(LIMITS.logLines + 500);
	});

	it("starts from the base of a welcome", () => {
		const base = fold(EMPTY_WORLD, delays(1, 10));
		const taken = takeWelcome({ ...fresh, epoch: null }, welcome("a", base, delays(11, 12)));
		expect(taken?.world.delayMs).toBe(12);
		expect(taken?.told).toHaveLength(2);
	});

	it("goes on where it was when the host still knows", () => {
		const known = takeEvents(fresh, delays(1, 3)) ?? fresh;
		const taken = takeWelcome({ ...known, epoch: "a" }, welcome("a", null, delays(4, 4)));
		expect(taken?.told).toHaveLength(4);
	});

	it("does not continue one life of a room with another", () => {
		const known = takeEvents(fresh, delays(1, 3)) ?? fresh;
		expect(takeWelcome({ ...known, epoch: "a" }, welcome("b", null, delays(4, 4)))).toBeNull();
	});

	it("does not take anything for a world", () => {
		expect(takeWelcome({ ...fresh, epoch: null }, welcome("a", "a world", []))).toBeNull();
	});
});
