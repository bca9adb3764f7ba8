import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

test("each wait is longer than the one before, up to a longest one", () => {
	expect([1, 2, 3, 4, 5, 6, 50].map((attempt) => backoffMs(attempt, 1))).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
});

test("pages that lose their host in the same moment do not come back in the same moment", () => {
	const waits = Array.from({ length: 30 }, (_, page) => backoffMs(3, page / 30));
	expect(new Set(waits).size).toBe(30);
	expect([Math.min(...waits), Math.max(...waits)]).toEqual([500, expect.closeTo(983, 0)]);
});
