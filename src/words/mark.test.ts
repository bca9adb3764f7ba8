import { expect, it } from "vitest";
import { firstUses } from "./first-uses.ts";
import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";

/** The text with brackets around what is marked. */
function marked(text: string, { soft = false, seen = new Set<TermId>() } = {}): string {
	return stretchesOf(text, seen, () => soft)
		.map((one) => (typeof one === "string" ? one : `[${one.says}]`))
		.join("");
}

it("marks the words of MQTT where they stand, and leaves everyday words alone", () => {
	expect(marked("m2 is on pub-1’s wire again, with DUP: its PUBACK was lost.")).toBe(
		"m2 is on pub-1’s wire again, with [DUP]: its [PUBACK] was lost.",
	);
});

it("takes the longer of two names", () => {
	expect(marked("QoS 1 is a QoS.")).toBe("[QoS 1] is a [QoS].");
	expect(marked("A clean session is a session.", { soft: true })).toBe("A [clean session] is a [session].");
	expect(marked("clean_session = true asks for a clean session.")).toBe("[clean_session] = true asks for a [clean session].");
});

it("marks a term once in a paragraph, however many texts the paragraph has", () => {
	const seen = new Set<TermId>();
	expect(marked("CONNECT, then CONNECT.", { seen })).toBe("[CONNECT], then CONNECT.");
	expect(marked("CONNECT, then CONNACK.", { seen })).toBe("CONNECT, then [CONNACK].");
});

it("knows a term at the beginning of a sentence, and the verb from the name of a packet", () => {
	expect(marked("Keep alive is counted in seconds.")).toBe("[Keep alive] is counted in seconds.");
	expect(marked("To connect, publish and subscribe")).toBe("To connect, publish and subscribe");
	expect(marked("The broker will publish sub-1’s will.")).toBe("The broker will publish sub-1’s [will].");
});

it("does not find words in topics, client ids and longer names", () => {
	for (const text of ["app/session/queue", "session-17", "queue.txt", "ROOM_CONNECT"]) expect(marked(text, { soft: true })).toBe(text);
});

it("finds each everyday word once in the texts of a page", () => {
	const firsts = firstUses(["The broker has a session.", "The session has a queue.", "The broker has a session."]);
	expect([...firsts].map(([text, ids]) => [text, [...ids]])).toEqual([
		["The broker has a session.", ["broker", "session"]],
		["The session has a queue.", ["queue"]],
	]);
});
