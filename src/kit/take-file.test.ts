import { expect, test } from "vitest";
import { openTaking, type Taking } from "./take-file.ts";

const small = new File(["a"], "small");
const large = new File(["a long past"], "large");

/** Files that are opened when the test says so. */
function taken() {
	const told: Taking[] = [];
	const opened: string[] = [];
	const settle = new Map<string, (says: string | null) => void>();
	const taking = openTaking(
		async (file, signal) => {
			const says = await new Promise<string | null>((resolve) => settle.set(file.name, resolve));
			if (says === null && !signal.aborted) opened.push(file.name);
			return says;
		},
		(one) => told.push(one),
	);
	return { taking, told, opened, settle: (name: string, says: string | null) => settle.get(name)?.(says) };
}

test("of two files the one that was taken last is opened, however long the first one takes", async () => {
	const { taking, told, opened, settle } = taken();
	const both = [taking.take(large), taking.take(small)];
	settle("small", null);
	settle("large", null);
	await Promise.all(both);
	expect(opened).toEqual(["small"]);
	expect(told.at(-1)).toEqual({ reading: false, refused: null });
});

test("what is wrong with an earlier file is not said of a later one", async () => {
	const { taking, told, settle } = taken();
	const first = taking.take(large);
	const second = taking.take(small);
	settle("large", "too large");
	await first;
	expect(told.at(-1)).toEqual({ reading: true, refused: null });
	settle("small", "damaged");
	await second;
	expect(told.at(-1)).toEqual({ reading: false, refused: "damaged" });
});

test("a file for which nobody waits any longer is not opened", async () => {
	const { taking, told, opened, settle } = taken();
	const waits = taking.take(large);
	taking.stop();
	settle("large", null);
	await waits;
	expect(opened).toEqual([]);
	expect(told).toEqual([{ reading: true, refused: null }]);
});

test("a file that breaks whatever reads it is told of, and another one can be taken", async () => {
	const told: Taking[] = [];
	const taking = openTaking(
		async () => {
			throw new Error("no");
		},
		(one) => told.push(one),
	);
	await taking.take(small);
	expect(told.at(-1)).toEqual({ reading: false, refused: "small could not be opened: Error: no" });
});
