import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openParts } from "./parts.ts";

/** All parts in order, and how often each reader was put off to another turn. */
function readAll(parts: ReturnType<typeof openParts>) {
	const texts: string[] = [];
	let turns = 0;
	for (let part = parts.part(0); part !== null; part = parts.part(texts.length)) {
		if (part === "later") turns += 1;
		else texts.push(part);
	}
	return { texts, turns };
}

test("a text goes in parts of bounded length that together are the text, also where a part ends inside a character", () => {
	const text = `a${'😀\u0001"'.repeat(LIMITS.partCharacters)}`;
	const { texts } = readAll(openParts([text][Symbol.iterator]()));
	expect(texts.length).toBeGreaterThan(3);
	const read = texts.map((part) => JSON.parse(part) as string);
	for (const part of read) expect(part.length).toBeLessThanOrEqual(LIMITS.partCharacters);
	expect(read.join("")).toBe(text);
});

test("what is put together from many texts is made over many turns, once for all readers", () => {
	let made = 0;
	function* texts(): Generator<string, void> {
		for (; made < 5_000; made += 1) yield "x".repeat(30);
	}
	const parts = openParts(texts());
	expect(parts.part(0)).toBe("later");
	expect(made).toBeLessThan(500);
	const { texts: read, turns } = readAll(parts);
	expect(turns).toBeGreaterThan(10);
	expect(readAll(parts)).toEqual({ texts: read, turns: 0 });
	expect(read.map((part) => JSON.parse(part) as string).join("")).toHaveLength(150_000);
});

test("work without a text has a turn of its own", () => {
	function* texts(): Generator<string, void> {
		yield "";
		yield "";
		yield "text";
	}
	expect(readAll(openParts(texts()))).toEqual({ texts: ['"text"'], turns: 2 });
});

test("a text that could not be put together is not taken for a whole one by its other readers", () => {
	function* texts(): Generator<string, void> {
		yield "x".repeat(LIMITS.partCharacters);
		throw new RangeError("Invalid string length");
	}
	const parts = openParts(texts());
	expect(parts.part(0)).toBeTypeOf("string");
	expect(() => parts.part(1)).toThrow("Invalid string length");
	expect(parts.part(0)).toBeTypeOf("string");
	for (let reader = 0; reader < 3; reader += 1) expect(() => parts.part(1)).toThrow();
});
