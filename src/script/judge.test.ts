import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";
import type { SeedTest } from "./runner.ts";
import { CONNECTED, client, got, OFFLINE, worldOf } from "./testkit/sample.ts";
import { TESTS } from "./tests.ts";

const test = (number: number) => TESTS.find(({ id }) => id === `test-${number}`) as SeedTest;
const all = [got("21.5", 101), got("21.8", 102), got("22.1", 103)];

describe("the verdict on a script", () => {
	it("is as expected when all came, in order, to a kept session", () => {
		const world = worldOf(client("sub-1", CONNECTED, { received: all }));
		expect(judge({ world, expects: test(4).expects })).toEqual({
			received: ["21.5", "21.8", "22.1"],
			sessionPresent: true,
			asExpected: true,
		});
	});

	it("leaves out what an earlier connection received", () => {
		const world = worldOf(client("sub-1", CONNECTED, { received: [got("early", 20)] }));
		expect(judge({ world, expects: test(2).expects })).toEqual({ received: [], sessionPresent: true, asExpected: true });
	});

	it("is not as expected when one is missing, or the order is another", () => {
		for (const received of [all.slice(1), all.toReversed()]) {
			const world = worldOf(client("sub-1", CONNECTED, { received }));
			expect(judge({ world, expects: test(4).expects }).asExpected).toBe(false);
		}
	});

	it("is not as expected when the broker says something else about the session", () => {
		const world = worldOf(client("sub-1", CONNECTED));
		expect(judge({ world, expects: test(1).expects }).asExpected).toBe(false);
	});

	it("knows no session while the subscriber is away or was never there", () => {
		for (const world of [worldOf(client("sub-1", OFFLINE, { received: all })), worldOf()]) {
			expect(judge({ world, expects: test(4).expects })).toEqual({ received: [], sessionPresent: null, asExpected: false });
		}
	});
});

describe("the five tests", () => {
	it("are the ones of the seed experiment", () => {
		const table = TESTS.map(({ settings, expects }) => [
			settings.cleanSession,
			settings.publishQos,
			settings.subscribeQos,
			expects.received.length,
			expects.sessionPresent,
		]);
		expect(table).toEqual([
			[true, 0, 0, 0, false],
			[false, 0, 0, 0, true],
			[true, 1, 1, 0, false],
			[false, 1, 1, 3, true],
			[false, 0, 1, 0, true],
		]);
	});

	it("subscribe once only, and end with a CONNECT", () => {
		for (const { steps } of TESTS) {
			expect(steps.filter(({ step }) => step.do === "subscribe")).toHaveLength(1);
			expect(steps.at(-1)?.step).toMatchObject({ do: "connect", client: "sub-1" });
		}
	});
});
