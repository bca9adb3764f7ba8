import { expect, test } from "vitest";
import type { Findings, Found } from "./answer.ts";
import type { Change } from "./change.ts";
import { sayFound, sayRuns } from "./say-what-would.ts";

type FoundAnswer = Extract<Findings, { kind: "found" }>;

function found(...changes: Change[]): Found {
	const script = { id: "x", role: { kind: "alone" } as const, title: "x", asks: "x", steps: [], expects: null };
	return { changes, script, came: { fate: "delivered", how: "queue", qos: 1, copies: 1, packetId: 1, at: 0 } };
}

const QOS = found({ switch: "publish-qos", client: "pub-1", to: 1 });
const STAY = found({ switch: "stay", client: "sub-1" });
const answer = (more: Partial<FoundAnswer>): FoundAnswer => ({
	kind: "found",
	alone: [],
	together: [],
	tried: 9,
	stopped: { runs: 0, says: null },
	...more,
});
const SOME = { runs: 3, says: "The host is full." };
const said = (more: Partial<FoundAnswer>) => sayFound(answer(more), "m1", "sub-1");

test("that no single change delivers it is said where every run came to its end", () => {
	expect(said({})).toBe("No single change delivers m1 to sub-1, and none of the pairs that were tried.");
	expect(said({ alone: [STAY], together: [QOS] })).toBe("No single change delivers m1 to sub-1. Taken together, these do:");
	expect(said({ alone: [QOS, STAY] })).toBe("One single change delivers m1 to sub-1:");
	expect(sayRuns(answer({}))).toBe("Each was run again on a real broker: 9 runs.");
});

test("and never where one did not", () => {
	const unknown = " What the others would have shown is not known.";
	expect(said({ stopped: SOME })).toBe(`Of the runs that came to their end, none delivers m1 to sub-1.${unknown}`);
	expect(said({ stopped: SOME, alone: [STAY] })).toBe(
		`Of the runs that came to their end, only staying connected delivers m1 to sub-1.${unknown}`,
	);
	expect(said({ stopped: SOME, together: [QOS] })).toBe("Taken together, these changes deliver m1 to sub-1:");
	expect(said({ stopped: SOME, alone: [QOS] })).toBe("This change delivers m1 to sub-1:");
	expect(said({ stopped: { ...SOME, runs: 9 } })).toBe(
		"What would have delivered m1 to sub-1 is not known: none of the runs came to its end.",
	);
	expect(sayRuns(answer({ stopped: SOME }))).toBe("3 of 9 runs did not come to their end. The host is full.");
});
