import fc from "fast-check";
import { expect, test } from "vitest";
import { beginning, cut } from "./cut.ts";

test("a text that fits stays as it is", () => {
	fc.assert(fc.property(fc.string({ maxLength: 20 }), (text) => cut(text, 20) === text));
});

test("a longer text ends with …, is no longer than asked, and no character of it is torn", () => {
	const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\u202e", "👩‍🚀"), minLength: 21, maxLength: 60 });
	fc.assert(
		fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, most) => {
			const short = cut(whole, most);
			expect(short.length).toBeLessThanOrEqual(most);
			expect(short.at(-1)).toBe("…");
			expect(whole.startsWith(short.slice(0, -1))).toBe(true);
			expect(short).not.toMatch(/\p{Cs}/u);
			const head = beginning(whole, most);
			expect(head.length).toBeGreaterThanOrEqual(most - 1);
			expect(head.length).toBeLessThanOrEqual(most);
			expect(whole.startsWith(head)).toBe(true);
			expect(head).not.toMatch(/\p{Cs}/u);
		}),
	);
	expect(cut("ab😀cd", 4)).toBe("ab…");
});
