import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { outcomesOf } from "./outcome.ts";

test("a change that was tried and did not do it says why, as the ledger does", () => {
	const facts: readonly Fact[] = [
		...[opened, ...connected("pub-1", true), ...connected("sub-1", false), ...subscribed("sub-1", "greenhouse/+", 1), ...left("sub-1")],
		...[up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0)],
		{ type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 0, reason: "publish-qos-0" },
	];
	const world = moments(facts).at(-1)?.world;
	if (world === undefined) throw new Error("nothing happened");
	expect(outcomesOf(world, { "sub-1": { received: ["21.4"] } }, ["sub-1"])[0]?.says).toEqual([
		"Publish QoS 0: not queued",
		"nothing received",
	]);
});
