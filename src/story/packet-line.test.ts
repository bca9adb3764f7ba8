import { expect, test } from "vitest";
import { packetText } from "./packet-line.ts";
import { list } from "./phrases.ts";

test("a packet whose event leaves filters or return codes out says how many", () => {
	const filters = [
		{ filter: "a", qos: 1 },
		{ filter: "b", qos: 0 },
	] as const;
	expect(packetText({ type: "SUBSCRIBE", packetId: 3, filters: [...filters] })).toBe("SUBSCRIBE #3 ('a' q1, 'b' q0)");
	expect(packetText({ type: "SUBSCRIBE", packetId: 3, filters: [...filters], more: 65 })).toBe("SUBSCRIBE #3 ('a' q1, 'b' q0, 65 more)");
	expect(packetText({ type: "SUBACK", packetId: 3, returnCodes: [1, 0x80], more: 1 })).toBe("SUBACK #3 (q1, refused, 1 more)");
	expect(packetText({ type: "UNSUBSCRIBE", packetId: 4, filters: ["a"], more: 2 })).toBe("UNSUBSCRIBE #4 ('a', 2 more)");
});

test.each([
	[[], 0, "nothing"],
	[["a", "b", "c"], 0, "a, b and c"],
	[["a", "b", "c", "d"], 0, "a, b and 2 more"],
	[["a"], 7, "a and 7 more"],
	[["a", "b", "c", "d"], 7, "a, b and 9 more"],
	[[], 7, "7 more"],
])("%j and %i besides are said as %s", (names, more, says) => {
	expect(list(names, more)).toBe(says);
});
