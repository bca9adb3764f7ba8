import { describe, expect, it } from "vitest";
import { openMemory } from "#lab/memory-storage.ts";
import type { Lesson } from "./lesson.ts";
import { LESSONS } from "./lessons/lessons.ts";
import { readOwn, setOwnAside, writeOwn } from "./own-lessons.ts";

const KEY = "slow-wire/own-lessons";
const own: Lesson = { ...(LESSONS[0] as Lesson), id: "constructor" };

describe("own lessons in a browser", () => {
	it("are read as they were written, and one of a newer version stays beside them", () => {
		const storage = openMemory();
		storage.setItem(KEY, '[{"format":2}]');
		expect(setOwnAside(storage)).toBeNull();
		expect(writeOwn(storage, [own])).toBe(true);
		expect(readOwn(storage)).toEqual([own]);
		expect(storage.getItem(KEY)).toContain('{"format":2}');
	});

	it.each(["no JSON", '{"format":2}'])("that are not a list are set aside and told: %s", (text) => {
		const storage = openMemory();
		storage.setItem(KEY, text);
		expect(writeOwn(storage, [own])).toBe(false);
		expect(storage.getItem(KEY)).toBe(text);
		expect(setOwnAside(storage)).toContain(`set aside under “${KEY}-set-aside”`);
		expect(storage.getItem(`${KEY}-set-aside`)).toBe(text);
		expect(writeOwn(storage, [own])).toBe(true);
		expect(readOwn(storage)).toEqual([own]);
	});
});
