import { expect, it } from "vitest";
import { historyOf, opened } from "#model/testkit/sample.ts";
import { openRecordedRoom } from "./open-recorded-room.ts";
import { beginPlaying, playOn } from "./play.ts";

const history = historyOf([opened, ...Array.from({ length: 9 }, () => ({ type: "clock.paused" }) as const)]);
const last = history.live.seq;
const at = (seq: number) => history.event(seq)?.at as number;

function recorded() {
	const base = history.at(0) ?? history.live;
	const room = openRecordedRoom({
		room: "k7q2",
		saved: "2026-11-29T02:10:00.000Z",
		now: history.live.at,
		own: [],
		base,
		events: history.after(0),
		bytes: new Map(),
	});
	return { room, cursor: () => room.getState().cursor };
}

it("plays a recording from its first moment, or on from the one that is looked at", () => {
	const { room, cursor } = recorded();
	beginPlaying(room);
	expect(cursor()).toMatchObject({ at: "moment", seq: 0, time: 0 });
	room.seek({ seq: 3, time: at(3) + 1 });
	beginPlaying(room);
	expect(cursor()).toMatchObject({ seq: 3, time: at(3) + 1 });
	room.seek({ seq: last });
	beginPlaying(room);
	expect(cursor()).toMatchObject({ seq: 0, time: 0 });
});

it("shows each event when its time has come, and all that came between two drawings", () => {
	const { room, cursor } = recorded();
	const after = (ms: number) => {
		room.seek({ seq: 3, time: at(3) });
		expect(playOn(room, ms)).toBe(true);
		return cursor();
	};
	expect(after(at(4) - at(3) - 1)).toMatchObject({ seq: 3, time: at(4) - 1 });
	expect(after(at(4) - at(3))).toMatchObject({ seq: 4, time: at(4) });
	expect(after(at(6) - at(3) + 1)).toMatchObject({ seq: 6, time: at(6) + 1 });
	expect(playOn(room, at(last))).toBe(false);
	expect(cursor()).toEqual({ at: "live" });
});

it("is over once the cursor is led to the end meanwhile, and goes on from wherever else it is led", () => {
	const { room, cursor } = recorded();
	beginPlaying(room);
	expect(playOn(room, 1)).toBe(true);
	room.seek({ seq: 5, time: at(5) });
	expect(playOn(room, 0)).toBe(true);
	expect(cursor()).toMatchObject({ seq: 5 });
	room.seek("live");
	expect(playOn(room, 1)).toBe(false);
	expect(cursor()).toEqual({ at: "live" });
});
