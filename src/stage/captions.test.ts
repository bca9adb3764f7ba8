import { expect, test } from "vitest";
import { captionsWithRoom } from "./captions.ts";

test("of packets close together only those with room are captioned, the one nearest the far end first", () => {
	const shown = captionsWithRoom([
		{ packet: "a", at: 150, length: 60 },
		{ packet: "b", at: 120, length: 60 },
		{ packet: "c", at: 60, length: 60 },
	]);
	expect([...shown]).toEqual(["a", "c"]);
});

test("packets far apart are all captioned", () => {
	const shown = captionsWithRoom([
		{ packet: "a", at: 20, length: 60 },
		{ packet: "b", at: 120, length: 60 },
	]);
	expect(shown.size).toBe(2);
});
