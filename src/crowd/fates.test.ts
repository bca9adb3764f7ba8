import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, DROPPED_AT_QOS_0, historyOf, publish, up } from "#model/testkit/sample.ts";
import { fatesIn, newestTo } from "./fates.ts";

const { live } = historyOf([
	...DROPPED_AT_QOS_0,
	...connected("sub-3", false),
	up("pub-1", { ...publish("m2", 0, null), topic: "cellar" }),
	{ ...accepted("m2", "pub-1", 0), topic: "cellar" } as Fact,
]);

it("finds the newest message that is for any of these clients, whatever has come since for others", () => {
	expect(newestTo(live, new Set(["sub-1", "sub-2"]))).toBe("m1");
	expect(newestTo(live, new Set(["sub-3"]))).toBeNull();
});

it("counts each client once", () => {
	const { of, by } = fatesIn(live, "m1", ["sub-1", "sub-2", "sub-3"]);
	expect(of).toBe(3);
	expect(by).toMatchObject({ dropped: ["sub-1"], none: ["sub-2", "sub-3"] });
	expect(Object.values(by).flat()).toHaveLength(of);
});
