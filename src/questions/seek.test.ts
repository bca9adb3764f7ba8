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
])("finds what is asked in one’s own words: “%s”", (sought, id) => {
	expect(first(sought)).toBe(id);
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
