import { describe, expect, it } from "vitest";
import { lessonById } from "#course/lessons/lessons.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { groupOf, QUESTION_GROUPS, QUESTIONS, questionById } from "./questions.ts";

/** What people believe about sessions, QoS and retain, and the question that answers it. */
const BELIEFS: readonly (readonly [belief: string, question: string])[] = [
	["clean_session = false by itself gives me the messages I missed", "missed-offline"],
	["true keeps messages", "true-or-false"],
	["I can get messages from before my first subscription", "subscribed-again"],
	["any client id will do", "client-id"],
	["the publisher needs clean_session = false", "publishers-session"],
	["the publisher’s QoS decides", "whose-qos"],
	["PUBACK means that the subscriber has it", "puback-means"],
	["what is unacknowledged is sent again after some seconds", "sent-again-when"],
	["QoS 2 means that I never see it twice", "qos-2-twice"],
	["DUP marks duplicates for my program", "dup"],
	["retained messages are a history", "only-the-newest"],
	["a message published with RETAIN arrives with RETAIN", "retain-bit"],
	["coming back brings the retained message again", "retained-on-reconnect"],
	["subscribing again after a resume does no harm", "two-every-time"],
	["a clean session removes retained messages", "retained-outlives"],
	["the will is sent when I disconnect", "will-not-sent"],
	["keep alive limits how long I may idle", "cut-noticed"],
	["two devices can share a client id", "thrown-out"],
	["the queue is unlimited", "how-many"],
	["a queue that overflows is reported", "queue-full"],
	["sessions survive a restart of the broker", "survives-restart"],
	["disconnecting ends the session", "non-persistent"],
	["session present is decoration", "session-present"],
	["set the handler after connecting", "handler-late"],
	["my library’s offline buffer is the broker’s queue", "offline-buffer"],
	["MQTT 5: clean start = 0 is enough", "mqtt-5-clean-start"],
	["a session restores my program", "program-forgot"],
];

/** What the readers of the article asked, in their words. */
const ASKED = [
	"How many messages will the broker store?",
	"How do I reset the client connection to be non persistent?",
	"Is a retained message removed once it is read?",
	"Why do I get two messages every time?",
	"I get two messages. Why does the second one have the opposite state?",
	"Why does it work only in the debugger?",
	"Can I see the script?",
];

describe("the questions", () => {
	it("stand under five headings, each once, and are found by id", () => {
		expect(QUESTION_GROUPS.map(({ questions }) => questions.length)).toEqual([6, 6, 11, 6, 5]);
		expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
		expect(new Set(QUESTIONS.map(({ title }) => title)).size).toBe(QUESTIONS.length);
		expect(questionById("dup")?.title).toMatch(/^Does DUP tell/);
		expect(groupOf("dup")?.id).toBe("twice");
		expect([questionById("nothing"), groupOf("constructor")]).toEqual([undefined, undefined]);
	});

	it("answer what the readers of the article asked, and what people believe", () => {
		const titles = QUESTIONS.map(({ title }) => title);
		expect(ASKED.filter((title) => !titles.includes(title))).toEqual([]);
		expect(BELIEFS.filter(([, id]) => questionById(id) === undefined)).toEqual([]);
	});
});

describe.each(QUESTIONS.map((question) => [question.title, question] as const))("%s", (_, question) => {
	it("has an answer of two sentences, a clause that we know, and a lesson that there is", () => {
		expect(sentencesOf(question.says), question.says).toHaveLength(2);
		expect(clauseText(question.clause)).not.toBeNull();
		expect(question.lesson === null || lessonById(question.lesson) !== null).toBe(true);
		expect(question.title).toMatch(/\?$/);
	});

	it("has three to five moments, the first of which does something, and proves something", () => {
		expect(question.rows.length).toBeGreaterThanOrEqual(3);
		expect(question.rows.length).toBeLessThanOrEqual(5);
		expect(question.rows[0]?.lines.length).toBeGreaterThan(0);
		expect(Object.values(question.proves).flatMap((stated) => Object.keys(stated)).length).toBeGreaterThan(1);
	});

	it("speaks plainly", () => {
		const texts = [question.title, question.says, ...question.rows.flatMap(({ moment, why }) => [moment, why])];
		expect(texts.filter((text) => /!|\b(?:oops|simply|just)\b/i.test(text))).toEqual([]);
	});
});

function sentencesOf(text: string): readonly string[] {
	return text.replace(/mqtt\.js|\d\.\d(?:\.\d)?/gi, "x").match(/[^.?]+[.?](?=\s|$)/g) ?? [];
}
