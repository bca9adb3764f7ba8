import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { act, play } from "#engine/testkit/acts.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { type History, openHistory } from "./history.ts";
import { reduce } from "./reduce.ts";
import { STRETCH } from "./stretches.ts";
import { connected, moments, opened, subscribed } from "./testkit/sample.ts";
import type { World } from "./world.ts";

/** worlds[seq]: the world after that event, folded one by one from the start. */
function worldsOf(events: readonly RoomEvent[]): readonly World[] {
	const worlds = [EMPTY_WORLD];
	for (const event of events) worlds.push(reduce(worlds.at(-1) ?? EMPTY_WORLD, event));
	return worlds;
}

/** The history tells of its own stretch what the fold from the start tells, and nothing of any other. */
function expectTold(history: History, events: readonly RoomEvent[], worlds: readonly World[], seqs: readonly number[]): void {
	for (const seq of seqs) {
		const isKnown = seq >= history.from && seq <= history.live.seq;
		expect(history.at(seq)).toEqual(isKnown ? worlds[seq] : null);
		expect(history.event(seq)).toBe(isKnown && seq > history.from ? events[seq - 1] : null);
	}
}

const run = fc.record({
	acts: fc.array(act, { minLength: 10, maxLength: 60, size: "max" }),
	/** The share of the events that are already in the history's first world. */
	base: fc.constantFrom(0, 0, 0.1, 0.4),
	keep: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 300 })),
	batches: fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 150 })), { minLength: 1 }),
	/** Asked between two batches, each as a share of the events so far. */
	asked: fc.array(fc.double({ min: 0, max: 1.1, noNaN: true }), { minLength: 1, maxLength: 12 }),
	fork: fc.nat(),
});

it("tells the world after every event that it keeps, whenever it is asked, and goes on doing so when there are newer histories", async () => {
	await fc.assert(
		fc.asyncProperty(run, async ({ acts, base, keep, batches, asked, fork }) => {
			const events = await play(acts);
			const worlds = worldsOf(events);
			const begin = Math.floor(base * events.length);
			const all = events.map((_, index) => index);
			const histories = [openHistory(worlds[begin] ?? EMPTY_WORLD, keep)];
			for (let seq = begin, turn = 0; seq < events.length; turn += 1) {
				const to = Math.min(events.length, seq + (batches[turn % batches.length] ?? 1));
				const history = histories[turn]?.append(events.slice(seq, to)) as History;
				seq = to;
				histories.push(history);
				expect(history.live).toEqual(worlds[seq]);
				expect(history.from).toBe(Math.max(begin, seq - keep));
				expectTold(
					history,
					events,
					worlds,
					asked.map((share) => Math.floor(share * seq)),
				);
			}
			expectTold(histories.at(-1) as History, events, worlds, [...all, events.length, events.length + 1]);
			const old = histories[fork % histories.length] as History;
			expectTold(old, events, worlds, all.toReversed());
			expectTold(old.append(events.slice(old.live.seq)), events, worlds, all);
			expectTold(old, events, worlds, all);
		}),
		{ numRuns: 100 },
	);
});

const beginning = [opened, ...connected("sub-1", false), ...subscribed("sub-1", "a", 1)];
const pauses = Array.from({ length: 3 * STRETCH }, (_, n) => ({ type: n % 2 === 0 ? "clock.paused" : "clock.resumed" }) as const);
const told = moments([...beginning, ...pauses]);
const events = told.map(({ event }) => event);
const last = events.length;

describe("a history", () => {
	it("is the same one when nothing is added", () => {
		const history = openHistory(EMPTY_WORLD).append(events);
		expect(history.append([])).toBe(history);
		expect(history.at(last)).toBe(history.live);
	});

	it("folds an event once for the live world, and once more when somebody asks for the worlds around it", () => {
		const folded = new Map<number, number>();
		const watched = events.map((event) =>
			Object.defineProperty({ ...event }, "type", {
				enumerable: true,
				get() {
					folded.set(event.seq, (folded.get(event.seq) ?? 0) + 1);
					return event.type;
				},
			}),
		);
		let history = openHistory(EMPTY_WORLD);
		for (let at = 0; at < watched.length; at += 20) history = history.append(watched.slice(at, at + 20));
		// Any other reducer reads the type more than once.
		const times = () => [...new Set(watched.slice(beginning.length).map(({ seq }) => folded.get(seq)))];
		expect(times()).toEqual([1]);
		for (const reader of [1, 2]) for (const event of watched) expect([reader, history.sides(event).world.seq]).toEqual([reader, event.seq]);
		// The world after the newest event is the live one.
		expect(times()).toEqual([2, 1]);
	});

	it("takes no event that does not follow the one before it", () => {
		const history = openHistory(EMPTY_WORLD).append(events.slice(0, 3));
		expect(() => history.append(events.slice(4, 6))).toThrow("does not follow");
		expect(() => history.append(events.slice(2, 6))).toThrow("does not follow");
		expect(() => history.append([...events.slice(3, 5), ...events.slice(6, 8)])).toThrow("does not follow");
	});

	it("keeps as many events as it was asked to, and the world before the first of them", () => {
		const history = openHistory(EMPTY_WORLD, 10).append(events);
		expect(history.from).toBe(last - 10);
		expect(history.after(0)).toEqual(events.slice(-10));
		expect(history.at(last - 10)).toEqual(told[last - 11]?.world);
		expect([history.at(last - 11), history.event(last - 10), history.at(last + 1)]).toEqual([null, null, null]);
	});

	it("tells the worlds on both sides of an event, the oldest one too", () => {
		const history = openHistory(EMPTY_WORLD, 70).append(events);
		for (const event of [history.event(last - 69), history.event(last - 30), history.event(last)] as RoomEvent[]) {
			const { before, world } = told[event.seq - 1] ?? {};
			expect(history.sides(event)).toEqual({ before, world });
		}
		expect(() => history.sides(events[0] as RoomEvent)).toThrow("not kept");
	});

	it("finds the newest event of a kind, and what came after one", () => {
		const history = openHistory(EMPTY_WORLD).append(events);
		expect(history.last(({ type }) => type === "clock.paused")).toBe(events.at(-2));
		expect(history.last(({ type }) => type === "room.cleared")).toBeNull();
		expect(history.after(last - 2)).toEqual(events.slice(-2));
		expect(history.after(last + 5)).toEqual([]);
	});

	it("can be kept in part, and that part does not grow with it", () => {
		const history = openHistory(EMPTY_WORLD).append(events.slice(0, -10));
		const part = history.since(STRETCH + 20);
		history.append(events.slice(-10));
		expect([part.from, part.live.seq]).toEqual([STRETCH + 20, last - 10]);
		expect(part.after(0)).toEqual(events.slice(STRETCH + 20, -10));
		expect(part.at(STRETCH + 20)).toEqual(told[STRETCH + 19]?.world);
		expect(part.at(STRETCH + 19)).toBeNull();
		expect(history.since(last).after(0)).toEqual([]);
		expect(openHistory(EMPTY_WORLD, 10).append(events).since(3).from).toBe(last - 10);
	});
});
