import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { BLOCK, RECENT_STRETCHES } from "./blocks.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { type History, openHistory } from "./history.ts";
import { fold } from "./reduce.ts";
import { STRETCH } from "./stretches.ts";
import { crowd } from "./testkit/crowd.ts";
import type { World } from "./world.ts";

const events = crowd(7, 5_000, ["a/#", "+/1", "b"]);
const batches = (from: number, size: number) =>
	Array.from({ length: Math.ceil((events.length - from) / size) }, (_, n) => events.slice(from + n * size, from + (n + 1) * size));
const grown = (history: History, size: number) => batches(history.live.seq, size).reduce((now, batch) => now.append(batch), history);

const STEP = 397;
/** The worlds after every 397th event, folded from the start. */
const worlds = new Map<number, World>([[0, EMPTY_WORLD]]);
for (let seq = 0, world = EMPTY_WORLD; seq + STEP <= events.length; seq += STEP) {
	world = fold(world, events.slice(seq, seq + STEP));
	worlds.set(seq + STEP, world);
}
const known = [...worlds.keys()];

/** Counts how often an event is folded: any reducer reads its type. */
function counting(told: readonly RoomEvent[]): { readonly watched: readonly RoomEvent[]; readonly read: Set<number> } {
	const read = new Set<number>();
	const watched = told.map((event) =>
		Object.defineProperty({ ...event }, "type", {
			enumerable: true,
			get() {
				read.add(event.seq);
				return event.type;
			},
		}),
	);
	return { watched, read };
}

describe("a long history", () => {
	it("has far more events than it keeps stretches of", () => {
		expect(events.length).toBeGreaterThan(RECENT_STRETCHES * STRETCH + 8 * BLOCK);
	});

	it("tells the world after any of its events, in whatever order and batches they came and it is asked", () => {
		const asked = fc.array(fc.nat(known.length - 1), { minLength: 5, maxLength: 8 });
		fc.assert(
			fc.property(asked, fc.constantFrom(7, 64, 1_000, 9_000), fc.constantFrom(0, 3 * STEP), (seqs, size, begin) => {
				const history = grown(openHistory(worlds.get(begin) ?? EMPTY_WORLD), size);
				for (const at of seqs) {
					const seq = known[at] as number;
					expect(history.at(seq)).toEqual(seq < begin ? null : worlds.get(seq));
					expect(history.event(seq)).toBe(seq <= begin ? null : events[seq - 1]);
				}
			}),
			{ numRuns: 8 },
		);
	});

	it("drops its oldest blocks, and an older history goes on saying what it said", () => {
		const keep = 3 * BLOCK + 500;
		const whole = grown(openHistory(EMPTY_WORLD), 500);
		const short = grown(openHistory(EMPTY_WORLD, keep), 500);
		expect([short.from, short.after(0).length]).toEqual([events.length - keep, keep]);
		for (const seq of known) expect(short.at(seq)).toEqual(seq < short.from ? null : worlds.get(seq));
		const part = whole.since(known[12] as number);
		for (const seq of known) expect(part.at(seq)).toEqual(seq < part.from ? null : worlds.get(seq));
		expect(whole.after(0)).toEqual(events);
		const middle = batches(0, 500)
			.slice(0, 20)
			.reduce((now, batch) => now.append(batch), openHistory(EMPTY_WORLD));
		expect(grown(middle, 777).at(known[3] as number)).toEqual(worlds.get(known[3] as number));
		expect(grown(middle, 333).after(9_000)).toEqual(events.slice(9_000));
	});

	it("takes what happened before it in front of it, and folds none of it for that", () => {
		const at = known[6] as number;
		const past = grown(openHistory(EMPTY_WORLD), 640).since(known[1] as number);
		const begun = openHistory(worlds.get(at) as World);
		const { watched, read } = counting(events.slice(at));
		const late = begun.append(watched);
		read.clear();
		const whole = late.behind(openHistory(EMPTY_WORLD).append(events.slice(0, at)).since(past.from));
		expect([...read]).toEqual([]);
		expect(whole.after(0).map(({ seq }) => seq)).toEqual(events.slice(past.from).map(({ seq }) => seq));
		for (const seq of known.slice(0, 14)) expect(whole.at(seq)).toEqual(seq < past.from ? null : worlds.get(seq));
		const part = whole.since(known[4] as number);
		expect([part.from, part.event(part.from), part.event(part.from + 1)?.seq]).toEqual([known[4], null, (known[4] as number) + 1]);
		expect(whole.since(at + 5).at(at)).toBeNull();
		expect(() => late.behind(past)).toThrow("does not come before");
		const short = openHistory(worlds.get(at) as World, events.length - at + 10).append(watched);
		expect(short.behind(openHistory(EMPTY_WORLD).append(events.slice(0, at))).from).toBe(at - 10);
	});

	it("folds no more than one block to tell a world, wherever that world is", () => {
		const { watched, read } = counting(events);
		const history = openHistory(EMPTY_WORLD).append(watched);
		for (const seq of known.filter((_, at) => at % 4 === 1).toReversed()) {
			read.clear();
			history.at(seq);
			expect(read.size).toBeLessThanOrEqual(BLOCK);
		}
	});

	it("reads no earlier event when events are added, or when what came after one is asked for", () => {
		const { watched, read } = counting(events.slice(0, -100));
		const history = openHistory(EMPTY_WORLD).append(watched);
		read.clear();
		const longer = history.append(events.slice(-100));
		expect(longer.after(events.length - 100)).toHaveLength(100);
		expect(read.size).toBe(0);
	});
});
