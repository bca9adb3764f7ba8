import { expect, it } from "vitest";
import { parseRoute } from "./router.ts";

const at = (path: string) => parseRoute(new URL(path, "http://slow-wire.test"));

it("finds the landing page", () => {
	expect(at("/")).toEqual({ at: "landing" });
});

it("finds a room, in capitals or not", () => {
	const none = { lesson: null, test: null, question: null, run: null, within: null, asked: null };
	expect(at("/r/K7Q4")).toEqual({ at: "room", room: "k7q4", screen: "lab", ...none });
	expect(at("/r/k7q4/")).toEqual({ at: "room", room: "k7q4", screen: "lab", ...none });
});

it("reads the test that a link asks for, and nothing else", () => {
	expect(at("/r/k7q4?test=4")).toMatchObject({ test: 4 });
	for (const odd of ["", "0", "x", "1.5", "-1", "99"]) expect(at(`/r/k7q4?test=${odd}`)).toMatchObject({ test: null });
});

it("says what is wrong with the name of a room", () => {
	expect(at("/r/not%20a%20room")).toMatchObject({ at: "nowhere", says: expect.stringContaining("not a room") });
	expect(at("/r/%E0%A4%A")).toMatchObject({ at: "nowhere" });
	expect(at("/r/")).toMatchObject({ at: "nowhere" });
});

it("says that there is no such page", () => {
	expect(at("/lessons")).toMatchObject({ at: "nowhere" });
	for (const odd of ["/r/k7q4/ledger", "/r/k7q4/matrix/1", "/r/k7q4/lessons/test-2/more", "/play/1", "/handout"]) {
		expect(at(odd)).toMatchObject({ at: "nowhere" });
	}
	expect(at("/r/k7q4/mqtt")).toMatchObject({ at: "nowhere" });
});

it("finds lessons, matrix and rules of a room, and a lesson by its id", () => {
	expect(at("/r/k7q4/lessons")).toMatchObject({ screen: "lessons", lesson: null });
	expect(at("/r/K7Q4/lessons/test-2")).toMatchObject({ room: "k7q4", screen: "lessons", lesson: "test-2" });
	expect(at("/r/k7q4/matrix?test=4")).toMatchObject({ screen: "matrix", test: null });
	expect(at("/r/k7q4/rules")).toMatchObject({ screen: "rules" });
});

it("finds what a link brings along, and the handout of a lesson", () => {
	expect(at("/play#1.abc")).toEqual({ at: "play", hash: "#1.abc" });
	expect(at("/embed")).toEqual({ at: "embed", hash: "" });
	expect(at("/handout/test-2")).toEqual({ at: "handout", lesson: "test-2" });
});

it("finds the questions and words of a room, one question, one word, and one group of either", () => {
	expect(at("/r/K7Q4/questions")).toMatchObject({ room: "k7q4", screen: "questions", question: null, within: null });
	expect(at("/r/k7q4/questions/dup")).toMatchObject({ screen: "questions", question: "dup", lesson: null });
	expect(at("/r/k7q4/questions?in=twice")).toMatchObject({ screen: "questions", within: "twice" });
	expect(at("/r/k7q4/words?in=Our%20own%20words")).toMatchObject({ screen: "words", within: "Our own words" });
	expect(at("/r/k7q4/words#qos")).toMatchObject({ screen: "words", asked: "qos" });
	for (const odd of ["/r/k7q4/words/qos", "/r/k7q4/questions/dup/more", "/questions/dup/more", "/words/qos"]) {
		expect(at(odd), odd).toMatchObject({ at: "nowhere" });
	}
});

it("reads which question the Lab is asked to run", () => {
	expect(at("/r/k7q4?question=dup")).toMatchObject({ screen: "lab", run: "dup", question: null });
	expect(at("/r/k7q4/matrix?question=dup")).toMatchObject({ run: null });
});

it("opens questions and words in any room when the address names none", () => {
	expect(at("/questions")).toEqual({ at: "any-room", path: "/questions" });
	expect(at("/questions/dup?in=twice")).toEqual({ at: "any-room", path: "/questions/dup?in=twice" });
	expect(at("/words#qos")).toEqual({ at: "any-room", path: "/words#qos" });
});
