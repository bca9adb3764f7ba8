import { expect, test } from "vitest";
import { client, labOf, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import { freeClientId, nextName, wholeNumber } from "./next-name.ts";

const named = { plain: 3, retained: 0, will: 0 };

test("the button names the next message, r for a retained one", () => {
	expect(nextName(named, false, 1)).toBe("m4");
	expect(nextName(named, true, 1)).toBe("r1");
});

test("a burst names its first and its last", () => {
	expect(nextName(named, false, 10)).toBe("m4 to m13");
});

test("a new client takes the first number that is free on the page and in the room", () => {
	const here = [labOf({ "sub-1": false, "sub-4": false }), worldOf(client("sub-2", OFFLINE), client("sub-5", OFFLINE))] as const;
	expect(freeClientId("sub", ...here)).toBe("sub-3");
	expect(freeClientId("pub", ...here)).toBe("pub-1");
});

test("what is not a whole number in range is none", () => {
	expect(wholeNumber("10", 1, 200)).toBe(10);
	expect(["0", "201", "1.5", "", "-1", "1e2"].map((text) => wholeNumber(text, 1, 200))).toEqual([null, null, null, null, null, null]);
});
