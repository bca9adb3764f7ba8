import { expect, it } from "vitest";
import { beforeText } from "./received-text.ts";

it("says how many came before what is shown, of one thing as of one", () => {
	expect([beforeText(5, 1), beforeText(5, 3), beforeText(2, 0), beforeText(3, 3)]).toEqual([
		"4 before this one",
		"2 before these",
		"2 before the client left",
		null,
	]);
});
