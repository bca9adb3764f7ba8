import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { burstPieces, commented, fileNameOf, formatQuoted, quoted, shellQuoted } from "./quote.ts";

const HARD = [
	"it's",
	'"two"',
	"$HOME $\u007bx} $(id) `id`",
	"a\\b\\n\\",
	"two\nlines\r\n",
	"-n",
	"",
	"ü 🌱 \u202e\u2028",
	"%p @H \\n",
	"\t*?[a]~#!&|;<>",
];

it.each(HARD)("quotes %j so that JavaScript reads the same again", (text) => {
	expect(new Function(`return ${quoted(text)};`)()).toBe(text);
});

it("quotes so that a POSIX shell reads the same again", () => {
	const said = execFileSync("sh", ["-c", HARD.map((text) => `printf '%s\\0' ${shellQuoted(text)}`).join("\n")], { encoding: "utf8" });
	expect(said.split("\0").slice(0, -1)).toEqual(HARD);
});

it("leaves out what no argument can hold, and makes whole what is half a character", () => {
	expect(shellQuoted("a\0b")).toBe("'ab'");
	expect(quoted("a\ud83c")).toBe('"a\ufffd"');
	expect(shellQuoted("a\ud83c")).toBe("'a\ufffd'");
});

it("writes what turns a line of code around as an escape", () => {
	expect(quoted("\u202e\u2066\u2028\ufeff")).toBe('"\\u202e\\u2066\\u2028\\ufeff"');
});

it("lets no sentence end its comment", () => {
	expect(commented("one\nimport os\r\u2028two\u2029three\u0085four\u202e")).toBe("one import os two three four");
	// Under a different encoding of the file, this is the end of a line.
	expect(commented("one \\u000aimport os \\")).toBe("one ＼u000aimport os ＼");
});

it("gives % @ and \\ back to the format of mosquitto_sub", () => {
	expect(formatQuoted("50% a@b \\n")).toBe("50%% a@@b \\\\n");
});

it("numbers the payloads of a burst as the Lab does", () => {
	expect(burstPieces("a#b#")).toEqual(["a", "b", ""]);
	expect(burstPieces("21.5")).toEqual(["21.5 (", ")"]);
});

it("names a file so that every system takes it", () => {
	expect(fileNameOf("Test 4", "py")).toBe("test-4.py");
	expect(fileNameOf("Über ../../etc: „Was bleibt?“", "sh")).toBe("uber-etc-was-bleibt.sh");
	expect(fileNameOf("日本", "mjs")).toBe("slow-wire.mjs");
});
