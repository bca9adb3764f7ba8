import { expect, it } from "vitest";
import { openHistory } from "#model/history.ts";
import { connected, historyOf, opened, publish, up } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { type ComparedRun, endOf, laterOf, spanOf } from "./one-clock.ts";

const runOf = (history: ComparedRun["history"]): ComparedRun => ({ history, traffic: openTraffic()(history) });
const slow = { type: "delay.changed", delayMs: 0 } as const;
const one = runOf(historyOf([opened, ...connected("pub-1", true)]));
const other = runOf(historyOf([opened, slow, slow, slow, slow, ...connected("pub-1", true), up("pub-1", publish("m1", 0, null))]));
const none = runOf(historyOf([opened]));

it("puts the first packets of both at one time, and has both whole in sight", () => {
	const later = laterOf(one.traffic, other.traffic);
	expect(later).toBe(-400);
	expect(laterOf(other.traffic, one.traffic)).toBe(400);
	const last = Math.max(endOf(one), endOf(other) + later);
	expect(spanOf(one, { other, later }, null, last)).toEqual({ from: 300 - 500, to: 600 + 500 });
	// Where something is done again, both begin with the first act.
	expect(spanOf(one, null, { at: 200 }, 500)).toEqual({ from: -300, to: 1_000 });
});

it("leaves the clock as it is where no packet has crossed a wire", () => {
	expect(laterOf(none.traffic, other.traffic)).toBe(0);
	expect(laterOf(one.traffic, none.traffic)).toBe(0);
	expect(spanOf(none, null, null, endOf(none))).toEqual({ from: -400, to: 600 });
	const empty = runOf(openHistory(one.history.live));
	expect(spanOf(empty, { other, later: 0 }, null, 1_000)).toEqual({ from: 700 - 500, to: 1_500 });
});
