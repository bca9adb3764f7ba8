import { expect, test } from "vitest";
import { CLAUSES } from "#mqtt/clauses.ts";
import { clauseOf, REASON_CLAUSE } from "./clause-of.ts";
import type { Fate } from "./world.ts";

const sent: Fate = { fate: "inflight", why: "sent", how: "live", packetId: 4, attempt: 1, since: 0 };
const delivered: Fate = { fate: "delivered", how: "live", copies: 1, qos: 1, packetId: 4, afterMs: 300, at: 0 };

test("every reason names a clause that we can explain", () => {
	for (const clause of Object.values(REASON_CLAUSE)) expect(CLAUSES).toHaveProperty([clause]);
});

test("every clause of a fate is one we can explain", () => {
	const fates: readonly Fate[] = [
		sent,
		{ ...sent, attempt: 2 },
		{ ...sent, why: "released" },
		delivered,
		{ ...delivered, qos: 0 },
		{ fate: "none", nearest: null },
	];
	for (const fate of fates) expect(CLAUSES).toHaveProperty([clauseOf(fate) ?? ""]);
});
