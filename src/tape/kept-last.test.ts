import { expect, it } from "vitest";
import { keptLast } from "./kept-last.ts";

it("makes a thing anew only when something else is asked for", () => {
	let made = 0;
	const sum = keptLast((a: number, b: number) => {
		made += 1;
		return a + b;
	});
	expect([sum(1, 2), sum(1, 2), made]).toEqual([3, 3, 1]);
	expect([sum(2, 2), sum(1, 2), made]).toEqual([4, 3, 3]);
});
