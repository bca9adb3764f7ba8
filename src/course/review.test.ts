import { describe, expect, it } from "vitest";
import { openHistory } from "#model/history.ts";
import { CONNECTED, client, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import { judged } from "./judged.ts";
import { Lesson } from "./lesson.ts";
import { LESSONS } from "./lessons/lessons.ts";
import { dueOf, markOf, mergeProgress, NOT_STARTED, parseProgress, type Stand, writeProgress } from "./progress.ts";
import { isDue, reviewAfter, type Sure } from "./review.ts";
import type { Run } from "./run-seen.ts";

const at = (text: string) => new Date(text).getTime();
const NOON = at("2026-03-10T12:00:00");
const DAY = 86_400_000;

const LESSON = Lesson.parse({
	...LESSONS[0],
	moments: [{ title: "One", lines: [{ step: { do: "connect", client: "sub-1" } }] }],
	answers: [
		{ id: "in", says: "In.", because: "In.", sees: [{ "sub-1": { online: true } }] },
		{ id: "out", says: "Out.", because: "Out.", sees: [{ "sub-1": { online: false } }] },
	],
	comes: "in",
});
const world = worldOf(client("sub-1", CONNECTED));
const RUN: Run = { worlds: [world], seen: [true], world, history: openHistory(world), byHand: false };

/** One run of the lesson, with this prediction, at this time. */
function run(stand: Stand, prediction: string | null, sure: Sure | null, now: number, of: Run = RUN): Stand {
	return { ...stand, ran: true, ...judged(LESSON, of, { stand, prediction, sure, now }) };
}

describe("a lesson comes back", () => {
	it("after a day if its prediction did not come true, however sure it was", () => {
		for (const sure of [null, "guessing", "fairly", "certain"] as const) {
			const stand = run(NOT_STARTED, "out", sure, NOON);
			expect(stand).toMatchObject({ right: false, sure, review: { days: 1, due: at("2026-03-11T00:00:00") } });
		}
	});

	it("after a day if its prediction was right but guessed, and not at all if it was not guessed", () => {
		expect(run(NOT_STARTED, "in", "guessing", NOON).review).toMatchObject({ days: 1 });
		for (const sure of [null, "fairly", "certain"] as const) expect(run(NOT_STARTED, "in", sure, NOON).review).toBeNull();
		expect(run(NOT_STARTED, null, null, NOON).review).toBeNull();
	});

	it("after 1, 7 and 30 days as long as it is predicted right, and then no more", () => {
		let stand = run(NOT_STARTED, "out", "certain", NOON);
		let now = NOON;
		for (const days of [7, 30]) {
			now = (stand.review?.due ?? 0) + 1;
			stand = run(stand, "in", "fairly", now);
			expect(stand).toMatchObject({ right: false, later: true, review: { days } });
		}
		stand = run(stand, "in", null, (stand.review?.due ?? 0) + 5 * DAY);
		expect(stand).toMatchObject({ right: false, predicted: "out", sure: "certain", later: true, review: null });
	});

	it("after a day again where it is missed or guessed when it has come back", () => {
		const stand = { ...run(NOT_STARTED, "out", null, NOON), review: { days: 30, due: NOON } as const };
		expect(run(stand, "out", "certain", NOON)).toMatchObject({ later: false, review: { days: 1 } });
		expect(run(stand, "in", "guessing", NOON)).toMatchObject({ later: true, review: { days: 1 } });
	});

	it("no sooner by running it again the same day, nor by a run that no answer fits", () => {
		const missed = run(NOT_STARTED, "out", "certain", NOON);
		expect(run(missed, "in", "certain", NOON + 60_000)).toEqual(missed);
		const gone = worldOf(client("other", OFFLINE));
		const strange: Run = { ...RUN, worlds: [gone], world: gone };
		const neither = Lesson.parse({
			...LESSON,
			answers: LESSON.answers.map((answer) => ({ ...answer, sees: [{ "sub-1": { online: true, ended: "cut" } }] })),
		});
		const due = NOON + 3 * DAY;
		expect(judged(neither, strange, { stand: missed, prediction: "out", sure: null, now: due })).toEqual({
			predicted: "out",
			sure: "certain",
		});
	});

	it("in the morning of its day, whatever the hour of the prediction, also where clocks are set", () => {
		for (const hour of ["00:00:00", "09:30:00", "23:59:59"]) {
			const review = reviewAfter(null, { right: false, sure: null }, at(`2026-03-28T${hour}`));
			expect(review?.due).toBe(at("2026-03-29T00:00:00"));
			expect(isDue(review, at("2026-03-28T23:59:59"))).toBe(false);
			expect(isDue(review, at("2026-03-29T00:00:00"))).toBe(true);
		}
		expect(isDue(null, NOON)).toBe(false);
	});
});

describe("the record of lessons that come back", () => {
	const due = { days: 1, due: NOON } as const;
	const missed: Stand = { ...NOT_STARTED, ran: true, predicted: "out", right: false, review: due };

	it("is listed with the one of which the reader had been certain first, and not before its day", () => {
		const lessons = [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }];
		const progress = {
			a: missed,
			b: { ...missed, review: { days: 7, due: NOON + DAY } as const },
			c: { ...missed, sure: "certain" as const },
			d: NOT_STARTED,
		};
		expect(dueOf(progress, lessons, NOON).map(({ id }) => id)).toEqual(["c", "a"]);
		expect(dueOf(progress, lessons, NOON - 1)).toEqual([]);
		expect(dueOf(progress, lessons, NOON + DAY).map(({ id }) => id)).toEqual(["c", "a", "b"]);
	});

	it("marks what was surely wrong as most worth looking at, until it is predicted right or its goal reached", () => {
		expect(markOf({ ...missed, sure: "certain" })).toBe("certain");
		expect(markOf({ ...missed, sure: "fairly" })).toBe("retry");
		expect(markOf({ ...missed, sure: "certain", later: true })).toBe("done");
		expect(markOf({ ...missed, sure: "certain", reached: true })).toBe("done");
	});

	it("is kept, exported, and read again; a record of version 1 is read without it", () => {
		const progress = { a: { ...missed, sure: "certain" as const } };
		expect(parseProgress(writeProgress(progress))).toEqual({ ok: true, progress });
		const old = '{"format":1,"lessons":{"a":{"predicted":"out","right":false,"ran":true,"reached":false,"fewestSteps":null}}}';
		expect(parseProgress(old)).toEqual({ ok: true, progress: { a: { ...missed, review: null } } });
	});

	it("is refused where it is not one", () => {
		for (const review of [
			{ days: 2, due: NOON },
			{ days: 1, due: -1 },
			{ days: 1, due: 1.5 },
			{ days: 1, due: 1e300 },
			{ days: 1 },
			"soon",
			[1],
		])
			expect(parseProgress(JSON.stringify({ format: 2, lessons: { a: { ...missed, review } } })).ok).toBe(false);
		expect(parseProgress(JSON.stringify({ format: 2, lessons: { a: { ...missed, sure: "very" } } })).ok).toBe(false);
	});

	it("of two browsers comes back at the earlier of two days, and at the only one there is", () => {
		const later = { days: 30, due: NOON + 9 * DAY } as const;
		expect(mergeProgress({ a: { ...missed, review: later } }, { a: missed }).a?.review).toEqual(due);
		expect(mergeProgress({ a: missed }, { a: { ...missed, review: later } }).a?.review).toEqual(due);
		expect(mergeProgress({ a: { ...missed, review: null } }, { a: missed }).a?.review).toEqual(due);
		expect(mergeProgress({}, { a: missed })).toEqual({ a: missed });
	});
});
