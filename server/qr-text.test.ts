import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrText } from "./qr-text.ts";

const ADDRESS = "http://192.168.178.140:4321/r/K7QM";
const BEGINS = "\u001b[38;5;16;48;5;231m";
const ENDS = "\u001b[0m";
const HALVES: Readonly<Record<string, readonly [boolean, boolean]>> = {
	" ": [false, false],
	"▀": [true, false],
	"▄": [false, true],
	"█": [true, true],
};

/** What a terminal shows of it: each line black on white, and plain after it. */
function shown(text: string): boolean[][] {
	return text.split("\n").flatMap((line) => {
		expect([line.startsWith(BEGINS), line.endsWith(ENDS)]).toEqual([true, true]);
		const pairs = [...line.slice(BEGINS.length, -ENDS.length)].map((cell) => {
			const pair = HALVES[cell];
			if (pair === undefined) throw new Error(`not a half block: ${JSON.stringify(cell)}`);
			return pair;
		});
		return [pairs.map(([upper]) => upper), pairs.map(([, lower]) => lower)];
	});
}

test("the code in a terminal is the code of the text, module for module", () => {
	const { data, size } = encode(ADDRESS, { ecc: "M", border: 4 });
	const rows = shown(qrText(ADDRESS));
	expect(rows.slice(0, size)).toEqual(data);
	// The number of rows is odd: the half line that is left over is light too.
	expect(rows.slice(size)).toEqual([Array.from({ length: size }, () => false)]);
});

test("an address of a class fits into a terminal of 80 columns and 24 lines", () => {
	const lines = qrText(ADDRESS).split("\n");
	expect(lines.length).toBeLessThanOrEqual(24);
	for (const line of shown(qrText(ADDRESS))) expect(line.length).toBeLessThanOrEqual(80);
});
