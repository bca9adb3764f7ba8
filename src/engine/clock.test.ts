import { expect, it } from "vitest";
import { openRoomClock } from "./clock.ts";
import { openStillTime } from "./testkit/still.ts";

/** A tenth of a millisecond ten times is not a millisecond: such sums end just before or just after it. */
const SUM = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].reduce((sum, one) => sum + one);

it.each([SUM, 1 - SUM, SUM + 9, 10 - 3.552713678800501e-15, 10 + 3.552713678800501e-15, Number.MIN_VALUE, 0.7])(
	"calls a timer of %s ms, however much time has gone by before, and not before its time",
	(ms) => {
		// A room that opened later has small numbers for its time, with finer fractions than the machine's.
		for (const [opened, since] of [0, 10, 38, 2 ** 31].flatMap((opened) =>
			[0, 6, 18, 28, 2 ** 31].map((since) => [opened, since] as const),
		)) {
			const time = openStillTime();
			time.pass(opened);
			const clock = openRoomClock(time);
			time.pass(since);
			let calledAt: number | null = null;
			clock.after(ms, () => {
				calledAt = clock.now();
			});
			time.pass(12);
			expect(calledAt).toBeGreaterThanOrEqual(since + ms);
			expect(calledAt).toBeLessThanOrEqual(since + Math.ceil(ms) + 1);
		}
	},
);
