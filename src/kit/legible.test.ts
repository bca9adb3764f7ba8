import fc from "fast-check";
import { expect, test } from "vitest";
import { legible, shortWords } from "./legible.ts";

/** Every code point that a person does not see, or that moves what stands beside it. */
const HOSTILE = [
	..."\u0000\u0007\u001b\u007f\u0085\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029",
	..."\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\u{e0041}",
];
const anything = fc.string({
	unit: fc.oneof(fc.constantFrom(...HOSTILE, "א", "ب", "\u0301", "a", "1", " "), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })),
});

/** What is left of a text once the isolates around whole words from right to left are taken away. */
const withoutIsolates = (text: string) => text.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, "$1");

test("a character that turns its line around is drawn and turns nothing", () => {
	expect(legible("evil\u202Edrawkcab acknowledged #2")).toBe("evil\\u{202E}drawkcab acknowledged #2");
});

test("a control is drawn as its number; line feed and tab only where the text was bytes", () => {
	expect(legible("a\u0000b\u0007c\u007f")).toBe(String.raw`a\u{0}b\u{7}c\u{7F}`);
	expect(legible("a\n\tb")).toBe("a\n\tb");
	expect(legible("a\n\tb", true)).toBe(String.raw`a\n\tb`);
});

test("a name from right to left is isolated, with its blanks, and its neighbours keep their places", () => {
	expect(legible("שלום עולם 3, سلام")).toBe("\u2068שלום עולם\u2069 3, \u2068سلام\u2069");
});

test("a pile of accents ends at four", () => {
	expect(legible(`z${"\u0336".repeat(90)}o`)).toBe(`z${"\u0336".repeat(4)}o`);
});

test("plain texts, emoji joined of several and accents are left as they are", () => {
	for (const text of ["greenhouse/temp", "21.5 °C", "m1 “21.5” → #4", "👩‍🚀 🇩🇪", "Ç à é ñ ệ", "温室/温度", "हिन्दी"])
		expect(legible(text)).toBe(text);
});

test("whatever a text holds, nothing unseen is left in it, every isolate is closed, and a legible text stays as it is", () => {
	fc.assert(
		fc.property(anything, fc.boolean(), (text, bytes) => {
			const shown = legible(text, bytes);
			for (const unseen of HOSTILE) expect(withoutIsolates(shown)).not.toContain(unseen);
			expect(legible(shown, bytes)).toBe(shown);
		}),
		{ numRuns: 3_000 },
	);
});

test("a word too long for a sentence keeps its beginning and its end; others are left alone", () => {
	expect(shortWords(`${"L".repeat(200)} is connected.`)).toBe(`${"L".repeat(24)}…${"L".repeat(8)} is connected.`);
	expect(shortWords("m1 was dropped: sub-1 is away")).toBe("m1 was dropped: sub-1 is away");
	expect(shortWords("😀".repeat(30))).toBe("😀".repeat(30));
});
