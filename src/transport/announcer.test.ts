import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { connected, historyOf, left, moments, opened } from "#model/testkit/sample.ts";
import { openRecordedRoom } from "#recording/open-recorded-room.ts";
import { beginPlaying, playOn } from "#recording/play.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { followAloud } from "./announcer.ts";

/** Calls that wait until the test lets their time pass. */
function openLater() {
	let waiting: (() => void)[] = [];
	return {
		after(_ms: number, call: () => void) {
			waiting.push(call);
			return () => {
				waiting = waiting.filter((one) => one !== call);
			};
		},
		pass() {
			for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) call();
		},
	};
}

function followed() {
	const history = historyOf([opened, ...Array.from({ length: 9 }, () => ({ type: "clock.paused" }) as const)]);
	const saved = { room: "k7q2", saved: "2026-11-29T02:10:00.000Z", now: history.live.at, own: [], bytes: new Map() };
	const room = openRecordedRoom({ ...saved, base: history.at(0) ?? history.live, events: history.after(0) });
	const later = openLater();
	const said: string[] = [];
	followAloud(room, ({ polite }) => said.push(polite ?? ""), later.after);
	return { room, later, said };
}

test("while a recording is played, nobody is told each moment; at its end they are told so once", () => {
	const { room, later, said } = followed();
	beginPlaying(room);
	while (playOn(room, 1)) expect(said).toEqual([]);
	later.pass();
	expect(said).toEqual(["The end of the recording."]);
});

test("of all the moments that a cursor is led over, the one at which it rests is told", () => {
	const { room, later, said } = followed();
	for (const seq of [2, 3, 4]) room.seek({ seq });
	later.pass();
	expect(said).toHaveLength(1);
	expect(said[0]).toMatch(/^Reviewing /);
	room.seek({ seq: 5 });
	room.notice("Nothing can be done in it.");
	later.pass();
	expect(said).toHaveLength(2);
	expect(said[1]).toMatch(/^Nothing can be done in it\. Reviewing /);
});

test("what has been said is gone once the room is told anew: it may have been taken back", () => {
	const events = moments([opened, ...connected("sub-1", false), ...left("sub-1")]).map(({ event }) => event);
	const told = (count: number) => openHistory(EMPTY_WORLD).append(events.slice(0, count).map((event) => ({ ...event })));
	const first = told(2);
	const store = createStore<RoomState>(() => stateOf(first));
	const room = Object.assign(store, { now: () => 0 }) as unknown as RoomStore;
	const later = openLater();
	const said: string[] = [];
	followAloud(room, ({ polite }) => said.push(polite ?? ""), later.after);
	store.setState(stateOf(first.append(events.slice(2))));
	later.pass();
	expect(said.at(-1)).not.toBe("");
	const before = said.length;
	store.setState({ delay: 0 } as unknown as RoomState);
	expect(said).toHaveLength(before);
	store.setState(stateOf(told(events.length)));
	expect(said.at(-1)).toBe("");
});
