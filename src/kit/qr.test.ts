import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr.tsx";

const ADDRESS = "http://192.168.178.140:4321/r/K7QM#card=8F3KQ2TZ";

/** The dark modules that a path covers, as rows of "#" and ".". */
function covered({ size, path }: ReturnType<typeof qrPath>): string[] {
	const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => "."));
	for (const [, x, y, wide] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
		rows[Number(y)]?.fill("#", Number(x), Number(x) + Number(wide));
	}
	return rows.map((row) => row.join(""));
}

test("one path covers every dark module of the code, and no other", () => {
	const { data } = encode(ADDRESS, { ecc: "M", border: 4 });
	expect(covered(qrPath(ADDRESS))).toEqual(data.map((row) => row.map((dark) => (dark ? "#" : ".")).join("")));
});

test("four light modules are left free on every side", () => {
	const rows = covered(qrPath(ADDRESS));
	const light = ".".repeat(rows.length);
	expect([...rows.slice(0, 4), ...rows.slice(-4)]).toEqual(Array.from({ length: 8 }, () => light));
	for (const row of rows) expect(`${row.slice(0, 4)}${row.slice(-4)}`).toBe("........");
	// The finder's corner begins right behind them.
	expect(rows[4]?.slice(4, 12)).toBe("#######.");
});
