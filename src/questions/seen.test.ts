import { expect, it } from "vitest";
import { keepSeen, readSeen } from "./seen.ts";

function storageWith(text: string | null): Storage {
	let kept = text;
	return {
		length: 0,
		clear() {},
		key: () => null,
		getItem: () => kept,
		removeItem() {},
		setItem(_: string, next: string) {
			kept = next;
		},
	};
}

it("remembers each question whose run was seen, once", () => {
	const storage = storageWith(null);
	for (const id of ["dup", "restart", "dup"]) keepSeen(storage, id);
	expect(readSeen(storage)).toEqual(["dup", "restart"]);
});

it.each(["", "{", "{}", "[1]", `["${"x".repeat(65)}"]`])("takes what cannot be read for nothing, and goes on: %s", (text) => {
	const storage = storageWith(text);
	expect(readSeen(storage)).toEqual([]);
	keepSeen(storage, "dup");
	expect(readSeen(storage)).toEqual(["dup"]);
});

it("does without a storage that the browser forbids", () => {
	const forbidden = { ...storageWith(null), getItem: forbid, setItem: forbid };
	expect(readSeen(forbidden)).toEqual([]);
	expect(() => keepSeen(forbidden, "dup")).not.toThrow();
});

function forbid(): never {
	throw new Error("forbidden");
}
