import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { act, play } from "#engine/testkit/acts.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { fold, reduce } from "#model/reduce.ts";
import { takeEvents, takeWelcome } from "./take-in.ts";

const delays = (from: number, to: number): RoomEvent[] =>
	Array.from({ length: to - from + 1 }, (_, index) => ({
		type: "delay.changed",
		delayMs: from + index,
		seq: from + index,
		at: from + index,
	}));
const fresh = openHistory(EMPTY_WORLD);
const welcome = (epoch: string, base: unknown, events: RoomEvent[]) =>
	({ type: "welcome", room: "lobby", epoch, now: 0, base, events, mqttPort: null }) as const;

describe("taking in what the host tells", () => {
	it("keeps the world right after each event", () => {
		const taken = takeEvents(fresh, delays(1, 3));
		expect([1, 2, 3].map((seq) => taken?.at(seq)?.delayMs)).toEqual([1, 2, 3]);
		expect(taken?.live.seq).toBe(3);
	});

	it("passes over events that it knows", () => {
		const first = takeEvents(fresh, delays(1, 3));
		const again = takeEvents(first ?? fresh, delays(2, 5));
		expect(again?.after(0).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
	});

	it("returns the very same state when all of it was known", () => {
		const first = takeEvents(fresh, delays(1, 3)) ?? fresh;
		expect(takeEvents(first, delays(1, 2))).toBe(first);
	});

	it("asks anew when there is a gap", () => {
		expect(takeEvents(fresh, delays(2, 3))).toBeNull();
	});

	it("keeps no more events than a page holds, and misses none", () => {
		const taken = takeEvents(fresh, delays(1, LIMITS.historyEvents + 500));
		expect(taken?.after(0)).toHaveLength(LIMITS.historyEvents);
		expect(taken?.live.delayMs).toBe(LIMITS.historyEvents + 500);
	});

	it("starts from the base of a welcome", () => {
		const base = fold(EMPTY_WORLD, delays(1, 10));
		const taken = takeWelcome({ history: fresh, epoch: null }, welcome("a", base, delays(11, 12)));
		expect(taken?.live.delayMs).toBe(12);
		expect(taken?.after(0)).toHaveLength(2);
	});

	it("goes on where it was when the host still knows", () => {
		const known = takeEvents(fresh, delays(1, 3)) ?? fresh;
		const taken = takeWelcome({ history: known, epoch: "a" }, welcome("a", null, delays(4, 4)));
		expect(taken?.after(0)).toHaveLength(4);
	});

	it("does not continue one life of a room with another", () => {
		const known = takeEvents(fresh, delays(1, 3)) ?? fresh;
		expect(takeWelcome({ history: known, epoch: "a" }, welcome("b", null, delays(4, 4)))).toBeNull();
	});

	it("does not take anything for a world", () => {
		expect(takeWelcome({ history: fresh, epoch: null }, welcome("a", "a world", []))).toBeNull();
	});
});

const frame = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ comes: fc.constant("batch" as const), events: fc.integer({ min: 1, max: 90 }) }) },
	/** The line was down: what came meanwhile, and some of what was known already. */
	{ weight: 2, arbitrary: fc.record({ comes: fc.constant("resumed" as const), events: fc.nat(60), again: fc.nat(20) }) },
	/** Something is missing, so the page asks for the room again: the room's journal begins some events before. */
	{ weight: 1, arbitrary: fc.record({ comes: fc.constant("gap" as const), events: fc.integer({ min: 1, max: 60 }), tail: fc.nat(120) }) },
);

it("keeps the world after every event, over batches, lines that were down, and gaps", async () => {
	const acts = fc.array(act, { minLength: 30, maxLength: 60, size: "max" });
	await fc.assert(
		fc.asyncProperty(acts, fc.array(frame, { minLength: 20, maxLength: 20 }), async (all, frames) => {
			const events = await play(all);
			const worlds = [EMPTY_WORLD];
			for (const event of events) worlds.push(reduce(worlds.at(-1) ?? EMPTY_WORLD, event));
			let [history, begin] = [takeWelcome({ history: fresh, epoch: null }, welcome("a", null, events.slice(0, 1))), 0];
			for (const one of frames) {
				if (history === null) throw new Error("what follows was not taken in");
				const { seq } = history.live;
				const to = Math.min(events.length, seq + one.events);
				if (one.comes === "batch") history = takeEvents(history, events.slice(seq, to));
				else if (one.comes === "resumed") {
					history = takeWelcome({ history, epoch: "a" }, welcome("a", null, events.slice(Math.max(0, seq - one.again), to)));
				} else {
					if (to > seq + 1) expect(takeEvents(history, events.slice(seq + 1, to))).toBeNull();
					begin = Math.max(0, to - one.tail);
					const base: unknown = JSON.parse(JSON.stringify(worlds[begin]));
					history = takeWelcome({ history, epoch: null }, welcome("a", base, events.slice(begin, to)));
				}
				expect(history?.live).toEqual(worlds[to]);
			}
			expect(history?.from).toBe(begin);
			const seqs = worlds.map((_, seq) => seq).filter((seq) => seq <= (history?.live.seq ?? 0));
			expect(seqs.map((seq) => history?.at(seq))).toEqual(seqs.map((seq) => (seq < begin ? null : worlds[seq])));
		}),
		{ numRuns: 40 },
	);
});
