import { afterEach, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { fold } from "#model/reduce.ts";
import { moments } from "#model/testkit/sample.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { takePast } from "#room/take-in.ts";
import { stateOf } from "#room/testkit/state.ts";
import { followEvents } from "./follow-events.ts";

const facts: readonly Fact[] = Array.from({ length: 40 }, (_, delayMs) => ({ type: "delay.changed", delayMs }));
const events = moments(facts).map(({ event }) => event);
/** All that a page knows that came after the first `missed` events and is told of those up to `seq`. */
const known = (missed: number, seq: number) => openHistory(fold(EMPTY_WORLD, events.slice(0, missed))).append(events.slice(missed, seq));
const past = (upTo: number) => ({ base: EMPTY_WORLD, events: events.slice(0, upTo) });

function openRoom(history = known(0, 0)) {
	const store = createStore<RoomState>(() => stateOf(history));
	return { room: store as unknown as RoomStore, become: (next: typeof history) => store.setState(stateOf(next)) };
}

function reader() {
	const seqs: number[] = [];
	return { seqs, read: ({ seq }: { readonly seq: number }) => void seqs.push(seq) };
}

afterEach(() => void vi.unstubAllGlobals());

it("reads what happens, each event once, and not the past that is put in front", () => {
	const { room, become } = openRoom(known(10, 20));
	const one = reader();
	followEvents(room, one);
	const whole = takePast(known(10, 20), past(10));
	expect(whole.from).toBe(0);
	become(whole);
	expect(one.seqs).toEqual([]);
	become(whole.append(events.slice(20, 22)));
	expect(one.seqs).toEqual([21, 22]);
});

it("does not read the past that is put in front of a world without events, nor lose what happens next", () => {
	const { room, become } = openRoom(known(10, 10));
	const one = reader();
	followEvents(room, one);
	become(takePast(known(10, 10), past(10)));
	become(known(0, 12));
	expect(one.seqs).toEqual([11, 12]);
});

it("reads all of another history", () => {
	const { room, become } = openRoom(known(0, 20));
	const one = reader();
	followEvents(room, one);
	become(openHistory(EMPTY_WORLD).append(structuredClone(events.slice(0, 3))));
	expect(one.seqs).toEqual([1, 2, 3]);
});

it("lets the fault of one reader keep nothing from the others and from who hears of the change later, and reports the fault", () => {
	const faults: unknown[] = [];
	vi.stubGlobal("queueMicrotask", (call: () => void) => {
		try {
			call();
		} catch (fault) {
			faults.push(fault);
		}
	});
	const { room, become } = openRoom();
	const wrong = new Error("a sentence that cannot be said");
	const fail = () => {
		throw wrong;
	};
	followEvents(room, { read: fail, done: fail });
	const one = reader();
	followEvents(room, one);
	const view = vi.fn();
	room.subscribe(view);
	become(known(0, 2));
	expect([one.seqs, view.mock.calls.length]).toEqual([[1, 2], 1]);
	expect(faults).toEqual([wrong, wrong, wrong]);
});
