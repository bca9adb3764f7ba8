import { expect, it } from "vitest";
import { connected, entered, historyOf, opened, publish, subscribed } from "#model/testkit/sample.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { backOne, forwardOne, momentAt, OLDER, whereTo } from "./look-back.ts";

/** Events 100 ms apart: the opening, pub-1 with sub-1, then m1, m2, and m1 once more. */
const history = historyOf([
	opened,
	...connected("pub-1", true),
	...connected("sub-1", true),
	...subscribed("sub-1", "greenhouse/temp", 1),
	entered("pub-1", "p1", publish("m1", 1, 1)),
	entered("pub-1", "p2", publish("m2", 1, 2)),
	entered("pub-1", "p3", { ...publish("m1", 1, 1), dup: true, attempt: 2 }),
]);
const last = history.live.seq;
const [BIRTH, OTHER, AGAIN] = [last - 2, last - 1, last];
const at = (seq: number, time = seq * 100): RoomState => stateOf(history, { cursor: { at: "moment", seq, time } });
const of = (state: RoomState): RoomState => ({ ...state, selection: { of: "message", message: "m1", subscriber: null } });
const traffic = () => openTraffic()(history);

it("goes back from live to the last event, and from there event by event to the beginning", () => {
	expect(backOne(stateOf(history))).toEqual({ seq: last });
	expect(backOne(at(5))).toEqual({ seq: 4 });
	expect(backOne(at(0))).toEqual({ seq: 0 });
});

it("goes back first to the event before a time that lies between two", () => {
	expect(backOne(at(5, 540))).toEqual({ seq: 5 });
});

it("goes forward to the next event, and past the last one to the present", () => {
	expect(forwardOne(at(5, 540))).toEqual({ seq: 6 });
	expect(forwardOne(at(last))).toBe("live");
	expect(forwardOne(stateOf(history))).toBe("live");
});

it("finds the last event at any time, and keeps the time", () => {
	expect(momentAt(history, 540)).toEqual({ seq: 5, time: 540 });
	expect(momentAt(history, 500)).toEqual({ seq: 5, time: 500 });
	expect(momentAt(history, -1)).toEqual({ seq: 0, time: -1 });
	expect(momentAt(history, 1e9)).toEqual({ seq: last, time: 1e9 });
	for (let time = 0; time <= last * 100; time += 50) expect(momentAt(history, time).seq).toBe(Math.floor(time / 100));
});

it("goes from packet to packet of the selected message, and to its birth", () => {
	expect(whereTo("birth", of(stateOf(history)), traffic)).toEqual({ seq: BIRTH });
	expect(whereTo("packet-before", of(stateOf(history)), traffic)).toEqual({ seq: AGAIN });
	expect(whereTo("packet-before", of(at(AGAIN)), traffic)).toEqual({ seq: BIRTH });
	expect(whereTo("packet-after", of(at(OTHER)), traffic)).toEqual({ seq: AGAIN });
	expect(whereTo("packet-after", of(at(AGAIN)), traffic)).toBe("m1 has no later packet.");
});

it("speaks of the message of a selected packet, and asks which one it is where none is selected", () => {
	const selection = { of: "packet", packet: "p3", field: null } as const;
	expect(whereTo("birth", { ...stateOf(history), selection }, traffic)).toEqual({ seq: BIRTH });
	expect(whereTo("packet-before", stateOf(history), traffic)).toMatch(/^Which message\?/);
	expect(whereTo("birth", stateOf(history), traffic)).toEqual({ seq: 0 });
});

it("says that a message is older than what is kept", () => {
	const rest = history.since(OTHER);
	const state = stateOf(rest, { selection: { of: "message", message: "m9", subscriber: null } });
	expect(whereTo("birth", state, () => openTraffic()(rest))).toBe(OLDER);
});

it("does not lead from a message to one of the same name before the room was cleared", () => {
	const cleared = historyOf([
		opened,
		...connected("pub-1", true),
		entered("pub-1", "p1", publish("m1", 1, 1)),
		{ type: "room.cleared" },
		...connected("pub-1", true),
		entered("pub-1", "q1", publish("m1", 1, 1)),
	]);
	const all = () => openTraffic()(cleared);
	const own = cleared.live.seq;
	const live = stateOf(cleared, { selection: { of: "message", message: "m1", subscriber: null } });
	expect(whereTo("birth", live, all)).toEqual({ seq: own });
	expect(whereTo("packet-before", { ...live, cursor: { at: "moment", seq: own, time: 0 } }, all)).toBe("m1 has no earlier packet.");
	const selection = { of: "packet", packet: "p1", field: null } as const;
	expect(whereTo("packet-after", { ...live, selection }, all)).toBe("m1 has no later packet.");
	expect(whereTo("birth", { ...live, selection }, all)).toEqual({ seq: 6 });
});
