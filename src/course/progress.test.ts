import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { markOf, mergeProgress, NOT_STARTED, openProgress, parseProgress, type Stand, sumOf, writeProgress } from "./progress.ts";

const RAN: Stand = { ...NOT_STARTED, predicted: "waits", right: false, ran: true };

describe("the progress of lessons", () => {
	it("survives being written and read", () => {
		const progress = { "test-2": RAN, "test-4": { ...RAN, right: true, reached: true, fewestSteps: 8 } };
		expect(parseProgress(writeProgress(progress))).toEqual({ ok: true, progress });
	});

	it("says of a file what is wrong with it", () => {
		expect(parseProgress("no")).toMatchObject({ ok: false, says: "It is not JSON." });
		expect(parseProgress("[]")).toMatchObject({ ok: false, says: "It does not hold the progress of lessons." });
		expect(parseProgress('{"format":3,"lessons":{}}')).toMatchObject({
			ok: false,
			says: "It was written by a newer version of this page.",
		});
		expect(parseProgress('{"format":1,"lessons":{"a":{"ran":"yes"}}}').ok).toBe(false);
	});

	it("is kept, and two tabs do not undo each other", () => {
		const storage = openMemory();
		const one = openProgress(storage);
		const other = openProgress(storage);
		one.change((progress) => ({ ...progress, a: RAN }));
		expect(other.change((progress) => ({ ...progress, b: RAN }))).toEqual({ ok: true, progress: { a: RAN, b: RAN } });
		expect(one.read()).toEqual({ a: RAN, b: RAN });
		expect(one.fault()).toBeNull();
	});

	it("that cannot be read is set aside and told, and a new record begins", () => {
		const storage = openMemory();
		storage.setItem("slow-wire/course", '{"format":9}');
		const shelf = openProgress(storage);
		expect(shelf.read()).toEqual({});
		expect(shelf.fault()).toContain("newer version");
		expect(storage.getItem("slow-wire/course-set-aside")).toBe('{"format":9}');
		expect(shelf.change(() => ({ a: RAN }))).toEqual({ ok: true, progress: { a: RAN } });
		expect(openProgress(storage).read()).toEqual({ a: RAN });
	});

	it("does not take the place of what was set aside before", () => {
		const storage = openMemory();
		for (const format of [8, 9]) {
			storage.setItem("slow-wire/course", `{"format":${format}}`);
			openProgress(storage).read();
		}
		expect(storage.getItem("slow-wire/course-set-aside")).toBe('{"format":8}');
		expect(storage.getItem("slow-wire/course-set-aside-2")).toBe('{"format":9}');
	});

	it("that could not be read again is refused, and what stood here stays", () => {
		const storage = openMemory();
		const shelf = openProgress(storage);
		shelf.change(() => ({ a: RAN }));
		const many = Object.fromEntries(Array.from({ length: LIMITS.progressEntries }, (_, n) => [`l-${n}`, RAN]));
		expect(shelf.change((progress) => ({ ...progress, ...many }))).toEqual({
			ok: false,
			says: "A browser remembers 200 lessons, and with this there would be 201.",
		});
		expect(shelf.change(() => ({ a: { ...RAN, fewestSteps: 0 } }))).toMatchObject({ ok: false });
		expect(openProgress(storage).read()).toEqual({ a: RAN });
		expect(shelf.fault()).toBeNull();
		expect(shelf.change(() => many)).toMatchObject({ ok: true });
		expect(openProgress(storage).read()).toEqual(many);
	});

	it("of two browsers becomes one, and nothing of either is lost", () => {
		const here = { a: { ...RAN, reached: true, fewestSteps: 8 }, b: { ...NOT_STARTED, predicted: "waits" }, c: RAN };
		const file = { a: { ...RAN, right: true, predicted: "nothing", fewestSteps: 6 }, b: { ...RAN, right: true }, d: RAN };
		expect(mergeProgress(here, file)).toEqual({
			a: { ...RAN, reached: true, fewestSteps: 6 },
			b: { ...RAN, right: true },
			c: RAN,
			d: RAN,
		});
	});

	it("of a lesson that is called like a part of every object is its own", () => {
		const lessons = [{ id: "constructor" }, { id: "valueof" }];
		expect(sumOf({}, lessons)).toEqual({ ran: 0, right: 0, retry: 0, reached: 0, of: 2 });
		expect(mergeProgress({}, { constructor: RAN })).toEqual({ constructor: RAN });
		expect(sumOf(mergeProgress({}, { constructor: RAN }), lessons).ran).toBe(1);
	});

	it("in a browser that keeps nothing lasts as long as the page, and says so", () => {
		const storage: Storage = { ...openMemory(), getItem: () => null };
		const shelf = openProgress(storage);
		shelf.change(() => ({ a: RAN }));
		expect(shelf.change((progress) => ({ ...progress, b: RAN }))).toEqual({ ok: true, progress: { a: RAN, b: RAN } });
		expect(shelf.fault()).toContain("keeps nothing");
	});

	it("marks a lesson worth another look until its prediction or its goal was right", () => {
		expect([undefined, NOT_STARTED, RAN, { ...RAN, right: true }, { ...RAN, reached: true }].map(markOf)).toEqual([
			"todo",
			"todo",
			"retry",
			"done",
			"done",
		]);
		expect(sumOf({ a: RAN, b: { ...RAN, right: true }, gone: RAN }, [{ id: "a" }, { id: "b" }, { id: "c" }])).toEqual({
			ran: 2,
			right: 1,
			retry: 1,
			reached: 0,
			of: 3,
		});
	});
});
