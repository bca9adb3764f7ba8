import { describe, expect, it } from "vitest";
import { openMemory } from "#lab/memory-storage.ts";
import { markOf, NOT_STARTED, openProgress, parseProgress, type Stand, sumOf, writeProgress } from "./progress.ts";

const RAN: Stand = { predicted: "waits", right: false, ran: true, reached: false, fewestSteps: null };

describe("the progress of lessons", () => {
	it("survives being written and read", () => {
		const progress = { "test-2": RAN, "test-4": { ...RAN, right: true, reached: true, fewestSteps: 8 } };
		expect(parseProgress(writeProgress(progress))).toEqual({ ok: true, progress });
	});

	it("says of a file what is wrong with it", () => {
		expect(parseProgress("no")).toMatchObject({ ok: false, says: "It is not JSON." });
		expect(parseProgress("[]")).toMatchObject({ ok: false, says: "It does not hold the progress of lessons." });
		expect(parseProgress('{"format":2,"lessons":{}}')).toMatchObject({
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
		expect(other.change((progress) => ({ ...progress, b: RAN }))).toEqual({ a: RAN, b: RAN });
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
		expect(shelf.change(() => ({ a: RAN }))).toEqual({ a: RAN });
		expect(openProgress(storage).read()).toEqual({ a: RAN });
	});

	it("in a browser that keeps nothing lasts as long as the page, and says so", () => {
		const storage: Storage = { ...openMemory(), getItem: () => null };
		const shelf = openProgress(storage);
		shelf.change(() => ({ a: RAN }));
		expect(shelf.change((progress) => ({ ...progress, b: RAN }))).toEqual({ a: RAN, b: RAN });
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
			done: 2,
			right: 1,
			reached: 0,
			of: 3,
		});
	});
});
