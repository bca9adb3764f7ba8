import { expect, it } from "vitest";
import { aboutOf } from "#model/about.ts";
import { clauseOf } from "#model/clause-of.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fateOf } from "#model/fate-of.ts";
import { accepted, connected, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { explainOf } from "./made-explain.ts";

it("an explanation cites the clause that the page cites for the same fate", () => {
	const told = moments([
		opened,
		...connected("pub-1", true),
		...connected("sub-1", false),
		...subscribed("sub-1", "greenhouse/+", 1),
		...left("sub-1"),
		...[up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0)],
		{ type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 0, why: "offline" },
	]);
	const world = told.at(-1)?.world ?? EMPTY_WORLD;
	const cited = clauseOf(fateOf(world, "m1", "sub-1"), aboutOf(world, "m1", "sub-1"));
	expect(cited).toBe("3.1.2.4");
	expect(explainOf(world, "sub-1", "m1 waits").clauses).toEqual([cited]);
});
