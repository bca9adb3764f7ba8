import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClassQuestion, Truth } from "#contract/class.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS, lessonById } from "#course/lessons/lessons.ts";
import { scriptOf } from "#course/play.ts";
import { type Run, runOf } from "#course/run-seen.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { applyChange } from "#trial/change.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { aboutOf, chosenTruth, lessonIdOf, ownQuestion, questionOf, truthOf } from "./class-question.ts";
import { SHORT_FORMS } from "./short-forms.ts";

const EACH = LESSONS.map((lesson) => [lesson.id, lesson] as const);
const SEEDS = [0, 7, 4_000_000];
const lessonOf = (id: string) => lessonById(id) as Lesson;

let host: TestHost;
let trials: Trials;
beforeAll(() => {
	host = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: host.wsBase, page: "people", rooms: 4, WebSocket: host.WebSocket });
});
afterAll(async () => {
	trials.close();
	await host.close();
});

async function run(lesson: Lesson, script = scriptOf(lesson)): Promise<Run> {
	const trial = await trials.run(script, FIRST_SETTINGS);
	if (!trial.ok) throw new Error(trial.says);
	return runOf(lesson, trial.worlds, trial.history);
}

describe("the question of a lesson", () => {
	it.each(EACH)("“%s” fits into what a class is told, with each answer once", (_, lesson) => {
		for (const seed of SEEDS) {
			const question = questionOf(lesson, seed);
			expect(ClassQuestion.parse(question)).toEqual(question);
			expect(question.asks.endsWith("?")).toBe(true);
			expect(question.setup.length).toBeGreaterThan(0);
			expect(new Set(question.answers).size).toBe(lesson.answers.length);
			for (const answer of question.answers) expect(answer.length, answer).toBeLessThanOrEqual(56);
			expect(lessonIdOf(question)).toBe(lesson.id);
		}
	});

	it("tells test 2 in three moments, with what is set on a line of its own and the messages by name", () => {
		expect(questionOf(lessonOf("test-2"), 0)).toMatchObject({
			about: "Test 2 of 5",
			asks: "What does sub-1 receive?",
			setup: [
				{ says: "sub-1 connects, subscribes at QoS 0 and leaves.", code: "clean_session = false" },
				{ says: "pub-1 publishes 21.5, 21.8 and 22.1 at QoS 0.", messages: ["m1", "m2", "m3"] },
				{ says: "sub-1 comes back and does not subscribe again.", code: "clean_session = false" },
			],
		});
	});

	it("says where it stands among its neighbours", () => {
		expect(aboutOf(lessonOf("test-5"))).toBe("Test 5 of 5");
		expect(aboutOf(lessonOf("lower-qos"))).toMatch(/, 1 of \d$/);
		expect(aboutOf({ id: "of-a-reader", group: "Mine" })).toBe("Mine");
	});

	it("has short forms for answers that are there, and for no others", () => {
		for (const [id, forms] of Object.entries(SHORT_FORMS)) {
			const known = lessonOf(id).answers.map((answer) => answer.id);
			expect(known, id).toEqual(expect.arrayContaining(Object.keys(forms)));
		}
	});

	it("of a reader's own lesson with more sentences than there is room for is told by the titles of its moments", () => {
		const long = { ...lessonOf("test-2"), asks: "One. Two. Three. Four. Five. What comes?" };
		expect(questionOf(long, 0).setup.map(({ says }) => says)).toEqual([
			"sub-1 subscribes, then leaves.",
			"pub-1 publishes three messages.",
			"sub-1 comes back.",
		]);
	});
});

describe.concurrent("on the real broker", () => {
	it.each(EACH)("the run of “%s” decides which answer came true, whatever their order", async (_, lesson) => {
		const seen = await run(lesson);
		for (const seed of SEEDS) {
			const question = questionOf(lesson, seed);
			const truth = truthOf(lesson, seen, question);
			expect(Truth.parse(truth)).toEqual(truth);
			const expected = questionOf({ ...lesson, answers: lesson.answers.filter(({ id }) => id === lesson.comes) }, 0).answers[0];
			expect(question.answers[truth.answer ?? -1]).toBe(expected);
			expect(truth.says).toBe(lesson.explain.title);
			expect(truth.differs.map((says) => says === null)).toEqual(question.answers.map((_answer, at) => at === truth.answer));
			expect(lesson.watches).toContain(truth.client);
			const named = question.setup.flatMap(({ messages = [] }) => messages);
			expect(Object.keys(seen.world.messages)).toEqual(expect.arrayContaining(named));
			expect(Object.keys(seen.world.messages)).toEqual(expect.arrayContaining(truth.messages));
		}
	});

	it("says at which step the others part from what happened", async () => {
		const lesson = lessonOf("test-2");
		const question = questionOf(lesson, 0);
		const { differs } = truthOf(lesson, await run(lesson), question);
		expect(differs[question.answers.indexOf("All three wait and arrive when sub-1 is back.")]).toBe(
			"The first difference is at step 2: nothing waits for sub-1.",
		);
	});

	it("another run of the same question makes another answer true: nothing is written down in advance", async () => {
		const lesson = lessonOf("test-2");
		const question = questionOf(lesson, 0);
		const changed = applyChange(scriptOf(lesson), { switch: "broker", settings: { queueQos0Messages: true } });
		const truth = truthOf(lesson, await run(lesson, changed), question);
		expect(question.answers[truth.answer ?? -1]).toBe("All three wait and arrive when sub-1 is back.");
		expect(truth.says).not.toBe(lesson.explain.title);
	});

	it("a run in which none of the answers came true says so", async () => {
		const lesson = lessonOf("test-4");
		const truth = truthOf(lesson, await run(lesson, scriptOf(lessonOf("lower-qos"))), questionOf(lesson, 0));
		expect([truth.answer, truth.says]).toEqual([null, "None of the answers came true in this run."]);
	});
});

describe("a question of the trainer's own", () => {
	it("needs a question and two answers that differ", () => {
		expect(ownQuestion("1", " ", ["Yes", "No"])).toBe("Write the question.");
		expect(ownQuestion("1", "Ready?", ["Yes", " "])).toBe("A question needs at least two answers.");
		expect(ownQuestion("1", "Ready?", ["Yes", "Yes "])).toBe("Two of the answers are the same.");
		expect(ownQuestion("1", "R".repeat(241), ["Yes", "No"])).toBe("A sentence has at most 240 characters.");
	});

	it("belongs to no lesson, and its trainer says which answer is right", () => {
		const question = ownQuestion("1", "Ready? ", ["Yes", "", "No"]) as ClassQuestion;
		expect(question).toEqual({ id: "own:1", about: "", asks: "Ready?", setup: [], answers: ["Yes", "No"] });
		expect(lessonIdOf(question)).toBeNull();
		expect(chosenTruth(question, 1)).toMatchObject({ answer: 1, says: "B is right: No", differs: [null, null] });
		expect(chosenTruth(question, null)).toMatchObject({ answer: null, says: "None of the answers is right." });
	});
});
