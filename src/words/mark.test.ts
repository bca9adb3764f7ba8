import { expect, it } from "vitest";
import { firstUses } from "./first-uses.ts";
import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";

/** The text with brackets around what is marked. */
function marked(text: string, { soft = false, seen = new Set<TermId>(), packet = false } = {}): string {
	return stretchesOf(text, seen, () => soft, packet)
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

it("takes held for a packet that stands still, not for what a broker or a sender holds", () => {
	for (const text of ["Held at 0.1 of 0.5 s", "drawn halfway is held halfway", "One more packet is held."])
		expect(marked(text, { soft: true })).toMatch(/\[[Hh]eld\]/);
	for (const text of ["What did it hold for sub-1?", "the sender still holds a copy", "It held m1, m2.", "an id that is still held"])
		expect(marked(text, { soft: true })).not.toMatch(/\[(?:hold|holds|held)\]/);
});

it.each([
	["CONNECT (c1, k60)", "[CONNECT] ([c1], [k60])"],
	["CONNECT (MQTT 3.1, c0, k0, will q1 r0 'status/c1')", "[CONNECT] ([MQTT] 3.1, [c0], [k0], [will] [q1] [r0] 'status/c1')"],
	["CONNACK (sp0, rc0)", "[CONNACK] ([sp0], [rc0])"],
	["PUBLISH (d0, q0, r0, 'a, q1, b', 4 bytes) carrying r1", "[PUBLISH] ([d0], [q0], [r0], 'a, q1, b', 4 bytes) carrying r1"],
	["PUBLISH (d1, q2, r1, #12, 'a/b', 4 bytes) carrying m3", "[PUBLISH] ([d1], [q2], [r1], [#12], 'a/b', 4 bytes) carrying m3"],
	["SUBSCRIBE #1 ('r0' q1)", "[SUBSCRIBE] [#1] ('r0' [q1])"],
	["SUBACK #1 (q1)", "[SUBACK] [#1] ([q1])"],
	["PUBACK #1 r1", "[PUBACK] [#1] r1"],
	["Accepted r1 from pub-1 (QoS 0, RETAIN = 1, 'a/b', 4 bytes)", "Accepted r1 from pub-1 ([QoS 0], [RETAIN] = 1, 'a/b', 4 bytes)"],
])("in the log marks the fields of “%s” too", (line, fields) => {
	expect(marked(line, { packet: true })).toBe(fields);
});

it("marks a packet id wherever it stands, and takes no message or wildcard for a field", () => {
	expect(marked("keeping a copy of r1 until PUBACK #1")).toBe("keeping a copy of r1 until [PUBACK] [#1]");
	expect(marked("m1 at q1, filter a/#, r1")).toBe("m1 at q1, filter a/#, r1");
});

it("finds each everyday word once in the texts of a page", () => {
	const firsts = firstUses(["The broker has a session.", "The session has a queue.", "The broker has a session."]);
	expect([...firsts].map(([text, ids]) => [text, [...ids]])).toEqual([
		["The broker has a session.", ["broker", "session"]],
		["The session has a queue.", ["queue"]],
	]);
});
