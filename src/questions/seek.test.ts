import { expect, it } from "vitest";
import { QUESTIONS } from "#course/questions/questions.ts";
import { seek } from "./seek.ts";

const first = (sought: string) => seek(QUESTIONS, sought)[0]?.id;

it.each([
	["messages lost while I was offline", "missed-offline"],
	["I get duplicate messages, twice", "two-every-time"],
	["queue size limit", "how-many"],
	["max_queued_messages", "how-many"],
	["delete my session", "non-persistent"],
	["last will is not published", "will-not-sent"],
	["same client id, disconnect loop", "thrown-out"],
	["how often does it retry", "sent-again-when"],
	["Why do I get TWO messages every time?", "two-every-time"],
	["publish then exit, nothing arrives", "debugger"],
	["python example", "see-script"],
	["keepalive ping", "cut-noticed"],
	["is a retained message deleted after reading", "retained-read"],
	["reboot of the broker", "survives-restart"],
	["mqtt5 session expiry", "mqtt-5-clean-start"],
	["why do i get the old message when i subscribe", "retained-read"],
	["old message when I subscribe", "retained-read"],
	["my sensor was asleep and lost its data", "missed-offline"],
	["messages are repeated", "two-every-time"],
	["broker crashed, is everything gone", "survives-restart"],
	["lwt not sent", "will-not-sent"],
	["how much does the queue hold", "how-many"],
	["is the publish confirmed by the receiver", "puback-means"],
	["my app quits before a message arrives", "ends-before"],
	["the publisher exits before its message is sent", "debugger"],
	["two phones with the same id kick each other", "thrown-out"],
	["erase a retained value", "retained-read"],
	["resend after timeout", "sent-again-when"],
])("finds what is asked in one’s own words: “%s”", (sought, id) => {
	expect(first(sought)).toBe(id);
});

it("finds by any of the words, the retained ones before all others where an old message is asked about", () => {
	const found = (sought: string) => seek(QUESTIONS, sought).map(({ id }) => id);
	expect(found("do I have to subscribe again after reconnecting").slice(0, 3)).toContain("session-present");
	expect(found("zigbee gateway: will it keep a retained reading").length).toBeGreaterThan(0);
	for (const sought of ["the old message when I subscribe", "why do i get the old message when i subscribe"])
		expect(found(sought).slice(0, 4).sort()).toEqual(["only-the-newest", "retained-on-reconnect", "retained-outlives", "retained-read"]);
});

it("finds every question by its own title", () => {
	expect(QUESTIONS.filter(({ id, title }) => first(title) !== id).map(({ title }) => title)).toEqual([]);
});

it("shows all questions when nothing is sought, and none for what nobody asks", () => {
	expect(seek(QUESTIONS, "  ")).toEqual(QUESTIONS);
	expect(seek(QUESTIONS, "kubernetes helm chart")).toEqual([]);
	expect(seek(QUESTIONS, "why?")).toEqual([]);
	expect(seek(QUESTIONS, "…(((")).toEqual([]);
});
