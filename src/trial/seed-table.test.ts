import { describe, expect, it } from "vitest";
import { combinationsOf, FILTERS } from "./combination.ts";
import { departures, sameMarks } from "./compare.ts";
import { besideSeed, claimOf } from "./seed-table.ts";
import { delivered, measuredCell, position } from "./testkit/measured.ts";

describe("the article's table", () => {
	it("claims all messages for four of 18 without RETAIN and nothing for the rest; with RETAIN at least the last one", () => {
		const claims = (retain: boolean) =>
			combinationsOf(FILTERS[0])
				.filter((one) => one.retain === retain)
				.map((one) => claimOf(one).receives);
		expect(claims(false).filter((claim) => claim === "all")).toHaveLength(4);
		expect(claims(false).filter((claim) => claim === "nothing")).toHaveLength(14);
		expect(claims(true).filter((claim) => claim === "all")).toHaveLength(4);
		expect(claims(true).filter((claim) => claim === "last")).toHaveLength(14);
	});

	it("agrees where nothing was claimed and nothing came, and differs where QoS 0 came from the queue", () => {
		const of = { subscribeQos: 0 } as const;
		expect(besideSeed(measuredCell({ of })).verdict).toBe("agrees");
		const came = besideSeed(measuredCell({ of, back: delivered(0) }));
		expect(came).toEqual({ verdict: "differs", says: "m1 came all the same, on reconnect." });
	});

	it("says of a kept session that without subscribing again no retained copy comes", () => {
		const of = { retain: true, publishQos: 0 } as const;
		const beside = besideSeed(measuredCell({ of, again: delivered(0, true) }));
		expect(beside.verdict).toBe("agrees");
		expect(beside.says).toContain("need not subscribe again, and then gets no retained copy.");
		const clean = besideSeed(measuredCell({ of: { ...of, cleanSession: true }, again: delivered(0, true), sessionPresent: false }));
		expect(clean.says).toBe("Nothing came on reconnect; m1 came on subscribing again.");
	});

	it("has no word for the second copy", () => {
		const both = measuredCell({ of: { retain: true }, back: delivered(1), again: delivered(1, true) });
		expect(besideSeed(both)).toMatchObject({ verdict: "more", says: expect.stringContaining("comes twice") });
	});

	it("differs where a message that it promises did not come", () => {
		expect(besideSeed(measuredCell()).verdict).toBe("differs");
		expect(besideSeed(measuredCell({ of: { retain: true }, again: delivered(1, true) })).verdict).toBe("differs");
	});
});

describe("two runs of one cell", () => {
	it("differ in QoS, RETAIN and session present, and not in what one of them does not show", () => {
		const there = measuredCell({ away: position("queued"), back: delivered(1) });
		const here = measuredCell({ away: position("unseen"), back: delivered(2, true), sessionPresent: false });
		expect(departures(here, there)).toEqual([
			{ moment: "back", here: "session present = 0", there: "session present = 1" },
			{ moment: "back", here: "delivered at QoS 2, RETAIN 1", there: "delivered at QoS 1, RETAIN 0" },
		]);
		expect(departures(there, there)).toEqual([]);
	});

	it("look the same where only the QoS differs", () => {
		expect(sameMarks(measuredCell({ back: delivered(1) }), measuredCell({ back: delivered(2) }))).toBe(true);
		expect(sameMarks(measuredCell({ back: delivered(1) }), measuredCell({ again: delivered(1) }))).toBe(false);
	});
});
