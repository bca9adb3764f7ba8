import { describe, expect, it } from "vitest";
import { openRoomClock } from "#engine/clock.ts";
import { openJournal } from "#engine/journal.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openLane } from "./lane.ts";

function openBench(delayMs: number) {
	const time = openStillTime();
	const clock = openRoomClock(time);
	const seen: string[] = [];
	const bench = { delayMs, held: false };
	let order = 0;
	const lane = openLane<string>({
		clock,
		work: { do: (job) => void (job() && expect.fail("a lane that is not done")) },
		run: (call) => call(),
		delayMs: () => bench.delayMs,
		held: () => bench.held,
		order: () => ++order,
		passes: (load) => seen.push(`${load} passes`),
		enters: () => {},
		arrives: (load, stepped) => seen.push(`${load} ${stepped ? "steps" : "arrives"} at ${clock.now()}`),
	});
	return { time, clock, lane, seen, bench };
}

describe("a lane", () => {
	it("passes at once when nothing waits and there is no delay", () => {
		const { lane, seen, clock } = openBench(0);
		lane.enter("a");
		expect(seen).toEqual(["a passes"]);
		expect(clock.timers()).toBe(0);
	});

	it("keeps the order, each after its delay", () => {
		const { lane, seen, time } = openBench(2000);
		lane.enter("a");
		time.pass(500);
		lane.enter("b");
		time.pass(3000);
		expect(seen).toEqual(["a arrives at 2000", "b arrives at 2500"]);
	});

	it("stands still for as long as the room is paused, and goes on where it was", () => {
		const { lane, seen, time, clock } = openBench(2000);
		lane.enter("a");
		time.pass(1100);
		clock.pause();
		time.pass(3_600_000);
		expect(seen).toEqual([]);
		clock.resume();
		time.pass(899);
		expect(seen).toEqual([]);
		time.pass(1);
		expect(seen).toEqual(["a arrives at 2000"]);
	});

	it("scales what is under way when the delay changes", () => {
		const { lane, seen, time, bench } = openBench(2000);
		lane.enter("a");
		time.pass(1000); // half way
		bench.delayMs = 6000;
		lane.rescale();
		lane.arm();
		time.pass(2999);
		expect(seen).toEqual([]);
		time.pass(1);
		expect(seen).toEqual(["a arrives at 4000"]);
	});

	it("a step lets exactly the head arrive while everything stands still", () => {
		const { lane, seen, time, clock } = openBench(2000);
		lane.enter("a");
		lane.enter("b");
		clock.pause();
		lane.release();
		time.pass(60_000);
		expect(seen).toEqual(["a steps at 0"]);
		expect(lane.head?.load).toBe("b");
	});

	it("loses everything that is on it, oldest first, and leaves no timer", () => {
		const { lane, clock, time, seen } = openBench(2000);
		lane.enter("a");
		lane.enter("b");
		expect(lane.lose()).toEqual(["a", "b"]);
		expect(clock.timers()).toBe(0);
		time.pass(10_000);
		expect(seen).toEqual([]);
	});
});

describe("the journal", () => {
	it("resumes after any kept seq without gap or double, and from its base before that", () => {
		const journal = openJournal(() => 0, { keep: 10 });
		for (let n = 0; n < 55; n += 1) journal.tell({ type: "delay.changed", delayMs: n });
		for (let after = 0; after <= 55; after += 1) {
			const { base, events } = journal.since(after);
			const from = base === null ? after : base.seq;
			expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 55 - from }, (_, index) => from + index + 1));
			if (base !== null) expect(base.delayMs).toBe(base.seq - 1);
		}
		expect(journal.since(null).events.length).toBeLessThanOrEqual(20);
		expect(journal.since(99).base).not.toBeNull();
	});
});
