import { describe, expect, it } from "vitest";
import type { ClassQuestion } from "#contract/class.ts";
import { answerLayout, barShares, letterOf, qosIn, questionLayout } from "./question-layout.ts";

const question: ClassQuestion = {
	id: "test-2",
	about: "Test 2 of 5",
	asks: "What does sub-1 receive?",
	setup: [
		{ says: "sub-1 subscribes at QoS 0, then leaves.", code: "clean_session = false" },
		{ says: "pub-1 publishes at QoS 0.", messages: ["m1", "m2", "m3"] },
		{ says: "sub-1 comes back. It does not subscribe again.", code: "clean_session = false" },
	],
	answers: [
		"All three wait and arrive when it is back.",
		"Nothing arrives. The session is found, and it is empty.",
		"Only m3, the newest, waits and arrives.",
	],
};
const SIX = { ...question, answers: [...question.answers, ...question.answers.map((answer) => `${answer} And more.`)] };

describe("a question", () => {
	it("is set as drawn where all of it fits", () => {
		expect(questionLayout(question, 1920, 816)).toMatchObject({ question: 76, answer: 56, columns: 1, setup: true });
	});

	it("is never set below 52 px: many answers take the room of the setup", () => {
		const six = questionLayout(SIX, 1920, 816);
		expect(six.answer).toBeGreaterThanOrEqual(52);
		expect(six.setup && six.columns === 1).toBe(false);
	});

	it("keeps everything loose on a page that scrolls", () => {
		expect(questionLayout(SIX, 1440, Number.POSITIVE_INFINITY)).toMatchObject({ answer: 56, columns: 1, setup: true });
	});

	it("gives the messages of its setup the shape of their QoS", () => {
		expect(["pub-1 publishes at QoS 1.", "pub-1 publishes at QoS 2.", "pub-1 publishes."].map(qosIn)).toEqual([1, 2, 0]);
	});
});

describe("the answers", () => {
	it("have the evidence beside them, unless they need the whole width", () => {
		expect(answerLayout(question, 1920, 816).evidence).toBe(true);
		expect(answerLayout(SIX, 1920, 816).evidence).toBe(false);
	});

	it("have bars on one scale, and none for an answer that nobody gave", () => {
		expect(barShares([16, 8, 0])).toEqual([1, 0.5, 0]);
		expect(barShares([0, 0])).toEqual([0, 0]);
	});

	it("are called A to F", () => {
		expect([0, 1, 5].map(letterOf)).toEqual(["A", "B", "F"]);
	});
});
