import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { connected, historyOf, opened, subscribed } from "#model/testkit/sample.ts";
import { isReviewing, keptCursor, lookingAround, nowAtCursor, seqAtCursor, worldAtCursor } from "./cursor.ts";
import type { RoomState } from "./room-state.ts";
import { stateOf } from "./testkit/state.ts";

/** Events 100 ms apart. */
const history = historyOf([opened, ...connected("pub-1", true), ...subscribed("pub-1", "a", 0)]);
const last = history.live.seq;

function page(known = history) {
	const store = createStore<RoomState>(() => stateOf(known));
	const { seek, select } = lookingAround(store);
	return { seek, select, cursor: () => store.getState().cursor, state: store.getState };
}

it("looks at the world right after an event, at the time of that event", () => {
	const { seek, cursor, state } = page();
	seek({ seq: 3 });
	expect(cursor()).toEqual({ at: "moment", seq: 3, time: 300 });
	expect(worldAtCursor(state())).toBe(history.at(3));
	expect([seqAtCursor(state()), nowAtCursor({ getState: state, now: () => 9_999 }), isReviewing(state())]).toEqual([3, 300, true]);
	seek("live");
	expect(worldAtCursor(state())).toBe(history.live);
	expect([seqAtCursor(state()), nowAtCursor({ getState: state, now: () => 9_999 }), isReviewing(state())]).toEqual([last, 9_999, false]);
});

it("keeps a time between two events, and no time that is outside of them", () => {
	const { seek, cursor } = page();
	for (const [time, kept] of [
		[340, 340],
		[299, 300],
		[460, 400],
	] as const) {
		seek({ seq: 3, time });
		expect(cursor()).toEqual({ at: "moment", seq: 3, time: kept });
	}
});

it("goes no further back than what is known, and no further ahead than the room", () => {
	const rest = page(history.since(4));
	rest.seek({ seq: 1 });
	expect(rest.cursor()).toMatchObject({ seq: 4 });
	rest.seek({ seq: 1e6, time: 1e9 });
	expect(rest.cursor()).toEqual({ at: "moment", seq: last, time: 1e9 });
});

it("moves to the oldest moment that is left when its own is no longer kept, and stays otherwise", () => {
	const { seek, cursor } = page();
	seek({ seq: 3, time: 340 });
	expect(keptCursor(cursor(), history.since(2))).toBe(cursor());
	expect(keptCursor(cursor(), history.since(5))).toEqual({ at: "moment", seq: 5, time: 500 });
	expect(keptCursor({ at: "live" }, history.since(5))).toEqual({ at: "live" });
});

it("selects without moving, and moves without selecting", () => {
	const { seek, select, state } = page();
	const selection = { of: "message", message: "m1", subscriber: null } as const;
	select(selection);
	seek({ seq: 2 });
	expect(state()).toMatchObject({ selection, cursor: { seq: 2 } });
	select(null);
	expect(state()).toMatchObject({ selection: null, cursor: { seq: 2 } });
});
