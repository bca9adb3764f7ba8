import { expect, test } from "vitest";
import { openLog } from "./log.ts";

test("a flood of lines is left out, counted, and over after a second", () => {
	let now = 0;
	const printed: string[] = [];
	const log = openLog(
		(line) => printed.push(line.slice(9)),
		() => now,
	);
	for (let count = 0; count < 250; count += 1) log(`line ${count}`);
	expect(printed).toHaveLength(100);
	now = 1_000;
	log("later");
	expect(printed.slice(100)).toEqual(["150 more lines came in one second, and are left out", "later"]);
	now = 2_000;
	log("quiet");
	expect(printed.at(-2)).toBe("later");
});
