import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { RoomStore } from "#room/room-state.ts";
import { onceQuiet } from "./once-quiet.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A room of which only is looked at whether something happens. */
function scene() {
	const store = createStore(() => ({ seq: 0 }));
	const call = vi.fn();
	return {
		call,
		giveUp: onceQuiet(store as unknown as RoomStore, call),
		/** Something happens in every tenth of a second but a little. */
		rush(ms: number) {
			for (let passed = 0; passed < ms; passed += 90) {
				store.setState(({ seq }) => ({ seq: seq + 1 }));
				vi.advanceTimersByTime(90);
			}
		},
	};
}

it("waits as long as something happens in the room, however seldom that is drawn, and then calls once", () => {
	const { call, rush } = scene();
	rush(1_700);
	expect(call).not.toHaveBeenCalled();
	vi.advanceTimersByTime(100);
	expect(call).toHaveBeenCalledOnce();
	rush(5_000);
	vi.advanceTimersByTime(5_000);
	expect(call).toHaveBeenCalledOnce();
	expect(vi.getTimerCount()).toBe(0);
});

it("does not wait for ever in a room that never rests", () => {
	const { call, rush } = scene();
	rush(10_000);
	expect(call).toHaveBeenCalledOnce();
	expect(vi.getTimerCount()).toBe(0);
});

it("calls nobody once the waiting is given up", () => {
	const { call, giveUp } = scene();
	giveUp();
	vi.advanceTimersByTime(5_000);
	expect([call.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
});
