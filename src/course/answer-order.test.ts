import { describe, expect, it } from "vitest";
import { openMemory } from "#lab/memory-storage.ts";
import { answerSeed, answersInOrder } from "./answer-order.ts";
import { readLessonFile } from "./file/lesson-file.ts";
import type { Lesson } from "./lesson.ts";
import { LESSONS } from "./lessons/lessons.ts";
import { LESSON_FILE } from "./testkit/lesson-file.ts";

const SEEDS = Array.from({ length: 4_000 }, (_, n) => Math.imul(n, 0x9e3779b1) >>> 0);
const placeOf = (lesson: Lesson, seed: number) => answersInOrder(lesson, seed).findIndex(({ answer }) => answer.id === lesson.comes);
const ids = (lesson: Lesson, seed: number) => answersInOrder(lesson, seed).map(({ answer }) => answer.id);

describe("the answers of a lesson", () => {
	it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
		"“%s” has its right answer first, last and anywhere else equally often",
		(_, lesson) => {
			const counts = lesson.answers.map(() => 0);
			for (const seed of SEEDS) {
				const place = placeOf(lesson, seed);
				counts[place] = (counts[place] ?? 0) + 1;
			}
			const even = SEEDS.length / counts.length;
			// Five standard deviations of that count.
			const spread = 5 * Math.sqrt(even * (1 - 1 / counts.length));
			for (const count of counts) expect(Math.abs(count - even)).toBeLessThan(spread);
		},
	);

	it("of a lesson from a file are shuffled like those of the course", () => {
		const read = readLessonFile(LESSON_FILE);
		if (!read.ok) throw new Error("the lesson in the docs cannot be read");
		const firsts = SEEDS.filter((seed) => placeOf(read.lesson, seed) === 0).length;
		expect(Math.abs(firsts - SEEDS.length / 2)).toBeLessThan(160);
	});

	it("stand in every order there is, of which none is rare", () => {
		const lesson = LESSONS.find(({ answers }) => answers.length === 4) as Lesson;
		const orders = new Map<string, number>();
		for (const seed of SEEDS) orders.set(ids(lesson, seed).join(), (orders.get(ids(lesson, seed).join()) ?? 0) + 1);
		expect(orders.size).toBe(24);
		expect(Math.min(...orders.values())).toBeGreaterThan(SEEDS.length / 24 / 2);
	});

	it("give nothing away from one lesson to the next, also with seeds that are neighbours", () => {
		const three = LESSONS.filter(({ answers }) => answers.length === 3);
		for (const seed of [0, 1, 2, 3, 2 ** 32 - 1]) {
			const places = new Set(three.map((lesson) => placeOf(lesson, seed)));
			expect(places.size).toBe(3);
		}
		const [lesson] = three as [Lesson];
		expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map((seed) => ids(lesson, seed).join())).size).toBeGreaterThan(2);
	});

	it("are all there, each once, lettered as they are seen", () => {
		for (const lesson of LESSONS)
			for (const seed of SEEDS.slice(0, 20)) {
				expect(ids(lesson, seed).toSorted()).toEqual(lesson.answers.map(({ id }) => id).toSorted());
				expect(answersInOrder(lesson, seed).map(({ letter }) => letter)).toEqual(["A", "B", "C", "D"].slice(0, lesson.answers.length));
			}
	});
});

describe("the order of a browser", () => {
	it("is drawn once and stays", () => {
		const storage = openMemory();
		const seed = answerSeed(storage);
		expect(answerSeed(storage)).toBe(seed);
		expect(storage.getItem("slow-wire/answer-order")).toBe(String(seed));
	});

	it("is the one that is kept, and a text that is not a number gives way to a new one", () => {
		const storage = openMemory();
		storage.setItem("slow-wire/answer-order", "17");
		expect(answerSeed(storage)).toBe(17);
		for (const wrong of ["", "-1", "1.5", "1e9", "99999999999", "<b>", "NaN"]) {
			storage.setItem("slow-wire/answer-order", wrong);
			expect(answerSeed(storage)).toBe(Number(storage.getItem("slow-wire/answer-order")));
		}
	});

	it("lasts as long as the page in a browser that keeps nothing", () => {
		const forbids = { getItem: () => null, setItem() {} } as unknown as Storage;
		expect(answerSeed(forbids)).toBe(answerSeed(forbids));
	});
});
