import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { openDrawn } from "./drawn.ts";

/** A room of which only the seq is looked at, and a page whose frames come when the test says so. */
function page(leastMs?: number) {
	const state = createStore(() => ({ live: { seq: 0 } }));
	const waiting: { ms: number | null; call: (tookMs: number) => void }[] = [];
	const wait = (ms: number | null, call: (tookMs: number) => void) => {
		const one = { ms, call };
		waiting.push(one);
		return () => void waiting.splice(0, waiting.length, ...waiting.filter((other) => other !== one));
	};
	const frames = { drawn: (call: (tookMs: number) => void) => wait(null, call), after: (ms: number, call: () => void) => wait(ms, call) };
	const drawn = openDrawn(state as unknown as RoomStore, frames, leastMs);
	const shown: number[] = [];
	drawn.subscribe((now: RoomState) => void shown.push(now.live.seq));
	return {
		drawn,
		shown,
		rooms: state,
		change: (seq: number) => state.setState({ live: { seq } }),
		rests: () => waiting.map(({ ms }) => ms),
		/** A frame is drawn, or a rest is over. */
		next: (tookMs = 10) => waiting.shift()?.call(tookMs),
	};
}

it("draws at once what happens after a quiet spell", () => {
	const { shown, change, next } = page();
	change(1);
	expect(shown).toEqual([1]);
	next();
	next();
	change(2);
	expect(shown).toEqual([1, 2]);
});

it("draws what happens during a drawing together, once, and ends with the room as it is", () => {
	const { shown, rooms, drawn, change, next, rests } = page();
	for (let count = 1; count <= 18_000; count += 1) change(count);
	expect(shown).toEqual([1]);
	next();
	next();
	expect(shown).toEqual([1, 18_000]);
	expect(drawn.getState()).toBe(rooms.getState());
	next();
	next();
	expect([shown, rests()]).toEqual([[1, 18_000], []]);
});

it("rests as long as the drawing took, so that at least half of the time is left for a person who presses a button", () => {
	const { change, next, rests } = page();
	change(1);
	change(2);
	next(120);
	expect(rests()).toEqual([120]);
	next();
	next(4_000);
	expect(rests()[0]).toBeLessThanOrEqual(250);
});

it("draws what is read no more often than it is asked to", () => {
	const { change, next, rests } = page(100);
	change(1);
	next(16);
	expect(rests()).toEqual([84]);
});

it("draws a whole world that was taken in, once, in a turn of its own", () => {
	const { shown, change, next, rests } = page();
	change(2_000);
	change(2_001);
	expect([shown, rests()]).toEqual([[], [0]]);
	next();
	expect(shown).toEqual([2_001]);
});

it("draws another life of the room, which counts from the beginning, in a turn of its own too", () => {
	const { shown, change, next, rests } = page();
	change(2_000);
	next();
	next();
	next();
	change(3);
	expect([shown, rests()]).toEqual([[2_000], [0]]);
	next();
	expect(shown).toEqual([2_000, 3]);
});

it("draws at once what a person selects, also during a rest, and then goes on as before", () => {
	const { drawn, rooms, shown, change, next, rests } = page(100);
	change(1);
	change(2);
	rooms.setState({ selection: { of: "packet" } } as never);
	expect(shown).toEqual([1, 2]);
	expect(drawn.getState()).toBe(rooms.getState());
	next();
	next();
	expect([shown, rests()]).toEqual([[1, 2], []]);
	change(3);
	expect(shown).toEqual([1, 2, 3]);
});

it("draws where a person looks right after the frame in which the cursor moves, also during a rest, and once for all moves until then", () => {
	const { drawn, rooms, shown, change, next, rests } = page(100);
	const look = (seq: number) => rooms.setState({ cursor: { at: "moment", seq } } as never);
	change(1);
	change(2);
	for (const seq of [1, 2, 1]) look(seq);
	expect([shown, rests()]).toEqual([[1], [null]]);
	next();
	expect(shown).toEqual([1, 2]);
	expect(drawn.getState()).toBe(rooms.getState());
	look(2);
	next();
	expect(drawn.getState()).toBe(rooms.getState());
	next();
	next();
	expect(rests()).toEqual([]);
	change(3);
	expect(shown.at(-1)).toBe(3);
});

it("draws nothing more once it is closed", () => {
	const { drawn, shown, change, next, rests } = page();
	change(1);
	change(2);
	drawn.close();
	drawn.close();
	next();
	change(3);
	expect([shown, rests()]).toEqual([[1], []]);
});
