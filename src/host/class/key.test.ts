import fc from "fast-check";
import { expect, it } from "vitest";
import { isSameKey, newKey } from "./key.ts";

it("makes keys of 128 bits that differ in every place", () => {
	const keys = Array.from({ length: 2_000 }, newKey);
	expect(new Set(keys).size).toBe(keys.length);
	for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
	for (let at = 0; at < 21; at += 1) expect(new Set(keys.map((key) => key[at])).size).toBe(64);
});

it("takes the key itself for the key, and nothing else", () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (one, other) => {
			expect(isSameKey(one, one)).toBe(true);
			expect(isSameKey(one, other)).toBe(one === other);
		}),
	);
});
