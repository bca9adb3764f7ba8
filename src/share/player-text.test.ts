import { expect, it } from "vitest";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { TESTS } from "#script/tests.ts";
import { shownLine } from "./player-text.ts";

const script = TESTS[3] ?? null;
const says = (at: number) => script?.steps[at]?.says;
const worlds = (count: number) => Array.from({ length: count }, () => EMPTY_WORLD);

it("asks first, then says each step from its making until the next one is made", () => {
	expect(shownLine({ script: null, next: 0, state: "idle", worlds: [] }).says).toBe("Laying the script out");
	expect(shownLine({ script, next: 0, state: "waiting", worlds: [] })).toEqual({ count: "8 steps", says: script?.asks, client: null });
	expect(shownLine({ script, next: 0, state: "playing", worlds: [] })).toEqual({ count: "1 of 8", says: says(0), client: "sub-1" });
	expect(shownLine({ script, next: 1, state: "playing", worlds: [] })).toEqual({ count: "1 of 8", says: says(0), client: "sub-1" });
	expect(shownLine({ script, next: 1, state: "waiting", worlds: worlds(1) })).toEqual({ count: "1 of 8", says: says(0), client: "sub-1" });
	expect(shownLine({ script, next: 1, state: "performing", worlds: worlds(1) })).toEqual({
		count: "2 of 8",
		says: says(1),
		client: "sub-1",
	});
	expect(shownLine({ script, next: 8, state: "done", worlds: worlds(8) })).toEqual({ count: "8 of 8", says: says(7), client: "sub-1" });
});
