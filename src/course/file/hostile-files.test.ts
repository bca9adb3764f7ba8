import { afterEach, describe, expect, it, vi } from "vitest";
import { Parser } from "yaml";
import { LIMITS } from "#contract/limits.ts";
import { HOSTILE, randomFile } from "#course/testkit/hostile-files.ts";
import { LESSON_FILE } from "#course/testkit/lesson-file.ts";
import { lessonFaults } from "./lesson-checks.ts";
import { readLessonFile } from "./lesson-file.ts";

/** Each fault that is shown may be compared with each client that acts. */
const MOST_WORDS = (LIMITS.lessonFaults + 1) * (LIMITS.recordedSteps + 1);

describe("the longest files that are read cost what their length costs", () => {
	afterEach(() => vi.restoreAllMocks());

	it.each(Object.entries(HOSTILE))("%s", (_, file) => {
		const text = file();
		expect(text.length).toBeGreaterThan(LIMITS.lessonCharacters * 0.9);
		// Each word that is compared with a known one is made bare, and each of those as well.
		const words = vi.spyOn(String.prototype, "replaceAll");
		const read = readLessonFile(text);
		expect(words.mock.calls.length).toBeLessThan(MOST_WORDS);
		if (read.ok) throw new Error("it was read");
		expect(read.faults.length).toBeLessThanOrEqual(LIMITS.lessonFaults);
		for (const { says } of read.faults) expect(says.length).toBeLessThan(1_000);
	});

	it("files of random pieces too, by seed", () => {
		const words = vi.spyOn(String.prototype, "replaceAll");
		for (let seed = 1; seed <= 40; seed += 1) {
			words.mockClear();
			const read = readLessonFile(randomFile(seed));
			expect(words.mock.calls.length, `seed ${seed}`).toBeLessThan(MOST_WORDS);
			expect(read.ok ? 0 : read.faults.length, `seed ${seed}`).toBeLessThanOrEqual(LIMITS.lessonFaults);
		}
	});

	it("reading ends at a bracket that is too deep, and at as many faults as are shown", () => {
		const read = vi.spyOn(Parser.prototype, "next");
		expect(readLessonFile("{".repeat(60_000))).toMatchObject({ faults: [{ says: "This is nested too deeply to be a lesson." }] });
		expect(readLessonFile("]".repeat(60_000))).toMatchObject({ ok: false });
		expect(read.mock.calls.length).toBeLessThan(2 * LIMITS.lessonDepth);
	});

	it("no fault is worked out that is not asked for", () => {
		const sample = readLessonFile(LESSON_FILE);
		if (!sample.ok) throw new Error("the sample is a lesson");
		const [answer] = sample.lesson.answers;
		const sees = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`sub-${n}`, {}]));
		if (answer === undefined) throw new Error("the sample has answers");
		const faults = lessonFaults({ ...sample.lesson, answers: [{ ...answer, sees: [sees, sees, sees] }] })[Symbol.iterator]();
		const words = vi.spyOn(String.prototype, "replaceAll");
		faults.next();
		faults.next();
		expect(words.mock.calls.length).toBeLessThan(10);
	});
});
