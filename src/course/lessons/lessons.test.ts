import { describe, expect, it } from "vitest";
import { lessonFaults } from "#course/file/lesson-checks.ts";
import type { Answer, Lesson } from "#course/lesson.ts";
import type { Got, Sketch, SketchKey } from "#course/sketch.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { GROUPS, LESSONS, lessonById } from "./lessons.ts";

const each = LESSONS.map((lesson) => [lesson.id, lesson] as const);

describe("the course", () => {
	it("has each lesson once, and those of a group side by side", () => {
		expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length);
		expect(GROUPS.flatMap(({ lessons }) => lessons)).toEqual(LESSONS);
		expect(GROUPS[0]?.lessons.map(({ id }) => id)).toEqual(["test-1", "test-2", "test-3", "test-4", "test-5"]);
	});

	it("finds a lesson by its id, and nothing by any other", () => {
		expect(lessonById("test-2")?.title).toBe("The session is kept. Is the message?");
		expect(lessonById("test-6")).toBeNull();
	});
});

describe.each(each)("the lesson %s", (_, lesson) => {
	it("holds together, and cites clauses that we know", () => {
		expect([...lessonFaults(lesson)]).toEqual([]);
		expect(lesson.explain.clauses.filter((clause) => clauseText(clause) === null)).toEqual([]);
	});

	it("has answers of which no two can be true of the same run", () => {
		const pairs = lesson.answers.flatMap((one, at) => lesson.answers.slice(at + 1).map((other) => [one, other] as const));
		expect(pairs.filter(([one, other]) => !exclude(one, other)).map(([one, other]) => `${one.id} and ${other.id}`)).toEqual([]);
	});

	it("says of every watched client what is seen at its end, in one answer or another", () => {
		const told = lesson.answers.flatMap(({ sees }) => sees.flatMap((sketches) => Object.keys(sketches)));
		expect(lesson.watches.filter((clientId) => !told.includes(clientId))).toEqual([]);
	});

	it("speaks plainly", () => {
		const loud = sentences(lesson).filter((text) => /!|\b(?:oops|simply)\b/i.test(text));
		expect(loud).toEqual([]);
	});
});

function sentences({ title, short, belief, asks, answers, explain, follow, moments }: Lesson): readonly string[] {
	return [
		title,
		short,
		belief ?? "",
		asks,
		...answers.flatMap(({ says, because }) => [says, because]),
		explain.title,
		...explain.says,
		follow?.asks ?? "",
		...(follow?.hints ?? []),
		...moments.flatMap((moment) => [moment.title, ...moment.lines.map(({ says }) => says ?? "")]),
	];
}

/** Whether at least one moment looks different in the two answers: if so, one run cannot match both. */
function exclude(one: Answer, other: Answer): boolean {
	return one.sees.some((sketches, moment) =>
		Object.entries(sketches).some(([clientId, sketch]) => disagree(sketch, other.sees[moment]?.[clientId] ?? {})),
	);
}

function disagree(one: Sketch, other: Sketch): boolean {
	return (Object.keys(one) as SketchKey[]).some((key) => {
		if (one[key] === undefined || other[key] === undefined) return false;
		if (key !== "received") return JSON.stringify(one[key]) !== JSON.stringify(other[key]);
		const [mine, yours] = [one.received ?? [], other.received ?? []];
		return mine.length !== yours.length || mine.some((got, at) => otherwise(got, yours[at]));
	});
}

function otherwise(one: Got, other: Got | undefined): boolean {
	const [mine, yours] = [stated(one), stated(other ?? "")];
	return Object.keys(mine).some((bit) => yours[bit] !== undefined && mine[bit] !== undefined && mine[bit] !== yours[bit]);
}

function stated(got: Got): Readonly<Record<string, unknown>> {
	return typeof got === "string" ? { payload: got } : got;
}
