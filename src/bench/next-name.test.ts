import { expect, test } from "vitest";
import { nextClientId, nextName, wholeNumber } from "./next-name.ts";

const named = { plain: 3, retained: 0, will: 0 };

test("the button names the next message, r for a retained one", () => {
	expect(nextName(named, false, 1)).toBe("m4");
	expect(nextName(named, true, 1)).toBe("r1");
});

test("a burst names its first and its last", () => {
	expect(nextName(named, false, 10)).toBe("m4 to m13");
});

test("a new client takes the first free number", () => {
	const taken = new Set(["sub-1", "sub-3"]);
	expect(nextClientId("sub", (id) => taken.has(id))).toBe("sub-2");
	expect(nextClientId("pub", (id) => taken.has(id))).toBe("pub-1");
});

test("what is no whole number in range is none", () => {
	expect(wholeNumber("10", 1, 200)).toBe(10);
	expect(["0", "201", "1.5", "", "-1", "1e2"].map((text) => wholeNumber(text, 1, 200))).toEqual([null, null, null, null, null, null]);
});
