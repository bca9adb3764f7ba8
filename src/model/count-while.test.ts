import { expect, test } from "vitest";
import { countWhile } from "./count-while.ts";

test("counts as a walk from the front does, in far fewer looks", () => {
	for (let length = 0; length < 40; length += 1)
		for (let count = 0; count <= length; count += 1) expect(countWhile(length, (index) => index < count)).toBe(count);
	let looks = 0;
	const isSo = (index: number) => {
		looks += 1;
		return index < 77_777;
	};
	expect(countWhile(100_000, isSo)).toBe(77_777);
	expect(looks).toBeLessThan(18);
});
