import { expect, test } from "vitest";
import { answerBars, answerText } from "./answer-text.ts";

const ASK = { stage: "ask", own: false, answer: null, sending: null, fault: null } as const;

test("an answer counts as sent once the host says so, and not when it is pressed", () => {
	expect(answerText(ASK).head).toBe("Not answered yet.");
	expect(answerText({ ...ASK, sending: 1 }).head).toBe("Sending B.");
	expect(answerText({ ...ASK, answer: 1 })).toEqual({ head: "Your answer is B.", says: "Nobody sees who answered what." });
	expect(answerText({ ...ASK, answer: 1, sending: 2 }).head).toBe("Sending C.");
	expect(answerText({ ...ASK, answer: 1, sending: 1 }).head).toBe("Your answer is B.");
});

test("an answer that the host did not take says why", () => {
	expect(answerText({ ...ASK, answer: 0, fault: "Hands off." })).toEqual({ head: "Not sent.", says: "Hands off." });
});

test("after the question is closed, the foot says what was answered", () => {
	expect(answerText({ ...ASK, stage: "closed", answer: 1 }).head).toBe("You answered B.");
	expect(answerText({ ...ASK, stage: "closed" })).toEqual({ head: "You did not answer.", says: "The run at the front decides." });
	expect(answerText({ ...ASK, own: true, stage: "closed" }).says).toBe("The trainer says which answer is right.");
});

test("bars sum to the answers given, and the longest one is whole", () => {
	const question = { id: "q", about: "", asks: "?", setup: [], answers: ["one", "two", "three"] };
	const truth = { answer: 1, says: "So.", client: null, messages: [], differs: [] };
	const bars = answerBars({ question, given: [15, 8, 4], truth });
	expect(bars.reduce((sum, { given }) => sum + given, 0)).toBe(27);
	expect(bars.map(({ letter, share, came }) => [letter, share, came])).toEqual([
		["A", 1, false],
		["B", 8 / 15, true],
		["C", 4 / 15, false],
	]);
	expect(answerBars({ question, given: [0, 0, 0], truth }).map(({ share }) => share)).toEqual([0, 0, 0]);
	expect(answerBars({ question, given: null, truth })).toEqual([]);
});
