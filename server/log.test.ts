import { expect, test } from "vitest";
import { openLog, openPrint } from "./log.ts";

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

test("what an output does not take waits up to a bound; past it lines are lost, and how many is said once it takes more", () => {
	const written: string[] = [];
	const output = { writableLength: 0, write: (text: string) => written.push(text) };
	const print = openPrint(output);
	print("first");
	output.writableLength = 1024 * 1024;
	for (let count = 0; count < 3; count += 1) print("lost");
	expect(written).toEqual(["first\n"]);
	output.writableLength = 0;
	print("later");
	print("last");
	expect(written.slice(1)).toEqual([expect.stringContaining("3 lines lost here"), "later\n", "last\n"]);
});
