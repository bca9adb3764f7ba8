import { expect, test } from "vitest";
import type { ClassTold } from "#contract/class.ts";
import { faceOf, handsOff, sayTask, taskOf } from "./seat-face.ts";

const QUESTION = { id: "q", about: "Test 2", asks: "What does sub-1 receive?", setup: [], answers: ["All three.", "Nothing arrives."] };
const TRUTH = {
	answer: 1,
	says: "Nothing arrives.",
	client: "sub-1",
	messages: [],
	differs: ["The first difference is at step 2.", null],
};
const LOBBY: ClassTold = {
	stage: "lobby",
	what: "",
	task: null,
	looks: { seq: null, packet: null, message: null },
	address: "",
	addresses: [],
	frozen: false,
	joining: true,
	outcasts: 0,
	benches: null,
	question: null,
	answered: 27,
	asked: 27,
	truth: null,
	given: null,
	here: 27,
	taken: 30,
	places: 60,
	spotlight: [],
	shows: "stage",
};
const at = (stage: ClassTold["stage"], more: Partial<ClassTold> = {}): ClassTold => ({ ...LOBBY, stage, question: QUESTION, ...more });
const says = (told: ClassTold, answer: number | null = null) => {
	const task = taskOf({ told, answer });
	return `${task.title} / ${task.says}`;
};

test("while a question is open or closed, a phone shows the question and nothing of its client", () => {
	expect(["lobby", "watch", "ask", "closed", "run"].map((stage) => faceOf(at(stage as ClassTold["stage"])))).toEqual([
		"client",
		"client",
		"question",
		"question",
		"client",
	]);
});

test("the outcome is shown at reveal, and only once the host has said what happened", () => {
	expect(faceOf(at("reveal"))).toBe("client");
	expect(faceOf(at("reveal", { truth: TRUTH }))).toBe("outcome");
});

test("benches lie over every stage", () => {
	expect(faceOf(at("ask", { benches: "t3" }))).toBe("bench");
	expect(says(at("ask", { benches: "t3" }))).toBe(
		"The class is at its benches / Go to yours, or wait here until the trainer calls everyone back.",
	);
});

test("each stage says what to do now", () => {
	expect(says(LOBBY)).toBe("You are in / 27 of 30 are here. It begins at the front.");
	expect(says(at("ask"))).toBe("What does sub-1 receive? / Choose one. You can change it until it is closed.");
	expect(says(at("run"))).toBe("Watch the front / The trainer runs test 2 now.");
	expect(says(at("watch", { question: null }))).toBe("Watch the front / The trainer says what comes next.");
	expect(says(at("watch", { task: { title: "Leave", says: "Press Disconnect.", client: "sub" } }))).toBe("Leave / Press Disconnect.");
});

test("once the question is closed, a phone without an answer is told no more than that, whether it was there or not", () => {
	expect(says(at("closed"))).toBe("Closed / You did not answer. Watch the front.");
	expect(says(at("closed"), 1)).toBe("Closed / 27 of 27 have answered. Watch the front.");
});

test("at reveal a phone says what its own seat had predicted", () => {
	const told = at("reveal", { truth: TRUTH });
	expect(says(told, 1)).toBe("Your prediction came true / You predicted B: “Nothing arrives.”");
	expect(says(told, 0)).toBe("You predicted A / The first difference is at step 2.");
	expect(says(told)).toBe("You did not answer / What happened: Nothing arrives.");
	expect(says(at("reveal", { truth: { ...TRUTH, answer: null } }), 1)).toBe("You predicted B / What happened: Nothing arrives.");
});

test("of the trainer's own question, a phone says what its seat chose and which answer is right", () => {
	const question = { ...QUESTION, about: "", answers: ["QoS 0", "QoS 1", "It depends."] };
	const told = at("reveal", { question, truth: { ...TRUTH, says: "QoS 1", differs: [null, null, null] } });
	expect(says(told, 2)).toBe("You chose C: It depends / The right answer is B: “QoS 1”.");
	expect(says(told, 1)).toBe("You chose B: QoS 1 / That is the right answer.");
	expect(says(told)).toBe("You did not answer / The right answer is B: “QoS 1”.");
	expect(says({ ...told, truth: { ...TRUTH, answer: null } }, 0)).toBe("You chose A: QoS 0 / None of the answers is right.");
});

test("nobody is told that a wire stays up which is not there", () => {
	expect(handsOff(true).says).toBe("Look at the front. Your wire stays up; nothing is lost.");
	expect(handsOff(false).says).toBe("Look at the front.");
});

test("a screen reader is not told anew of each phone that comes", () => {
	const task = taskOf({ told: LOBBY, answer: null });
	expect(sayTask(task, "lobby")).toBe("You are in.");
	expect(sayTask(taskOf({ told: at("ask"), answer: null }), "ask")).toBe(
		"What does sub-1 receive. Choose one. You can change it until it is closed.",
	);
});
