import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openSubscriptions } from "./observer.ts";
import { newSeen } from "./seen.ts";
import { openSeenMessages } from "./seen-messages.ts";

it("of what a client has asked for on one connection, the newest is kept, and never more than some", () => {
	const seen = newSeen("sub", false, "c1", 0);
	const all = { sessions: new Map([["sub", seen]]), online: new Map([["c1", seen]]), messages: openSeenMessages(), tell() {} };
	const { asks, unsubscribed } = openSubscriptions(all);
	for (let turn = 0; turn < 1_000; turn += 1) {
		const filters = ["always", ...Array.from({ length: LIMITS.subscriptionsPerSession - 1 }, (_, at) => `${turn}/${at}`)];
		asks("c1", filters);
		expect([...seen.asked.keys()]).toEqual(expect.arrayContaining(filters));
		unsubscribed("c1", filters);
		expect(seen.asked.size).toBeLessThanOrEqual(2 * LIMITS.subscriptionsPerSession);
	}
});
