import { expect, it } from "vitest";
import { partsOf } from "./name-parts.ts";

const names = (text: string) => partsOf(text).flatMap(({ text: part, name }) => (name ? [part] : []));

it("finds the names that are not to be parted, and leaves every text as it is", () => {
	expect(names("pub-1 published m1. Seat 2 acknowledged #1, seat 12 did not.")).toEqual(["pub-1", "Seat 2", "seat 12"]);
	expect(names("s01-sub asks for class/+ at QoS 1.")).toEqual(["s01-sub", "class/+"]);
	expect(names("Nothing - or all of it.")).toEqual([]);
	const text = `a-${"b".repeat(40)} and sub-1.`;
	expect(names(text)).toEqual(["sub-1."]);
	for (const one of [text, "", "seat 1", "no name"])
		expect(
			partsOf(one)
				.map(({ text: part }) => part)
				.join(""),
		).toBe(one);
});
