import { expect, it } from "vitest";
import { droppedFile } from "./dropped.ts";

const file = (name: string) => new File(["x"], name);
const item = (isDirectory: boolean) => ({ kind: "file", webkitGetAsEntry: () => ({ isDirectory }) });

it("takes one file, also from a browser that does not know of folders", () => {
	const one = file("past.slowwire");
	expect(droppedFile({ files: [one], items: [item(false)] })).toBe(one);
	expect(droppedFile({ files: [one], items: [{ kind: "file" }] })).toBe(one);
	expect(droppedFile({ files: [one], items: [{ kind: "file", webkitGetAsEntry: () => null }] })).toBe(one);
});

it("says what was dropped instead: several files, a folder, or no file at all", () => {
	expect(droppedFile({ files: [file("a"), file("b"), file("c")], items: [item(false), item(false), item(false)] })).toBe(
		"3 files were dropped. Drop one of them at a time.",
	);
	expect(droppedFile({ files: [file("recordings")], items: [item(true)] })).toBe("recordings is a folder. Drop the file that is in it.");
	expect(droppedFile({ files: [], items: [{ kind: "string", webkitGetAsEntry: () => null }] })).toBe(
		"What was dropped is not a file. Choose a file, or drop one here.",
	);
});
