import { expect, it } from "vitest";
import { firstDrawn } from "./drawn-rows.ts";
import type { Row } from "./rows.ts";

/** m0, m1, and so on: only their names count here. */
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ message: `m${from + index}` }) as Row);
const drawn = (from: number, to: number) => new Set(rows(from, to).map(({ message }) => message));

it("draws the newest rows of a world that it has not shown", () => {
	expect(firstDrawn(rows(0, 100), new Set(), 8)).toBe(92);
	expect(firstDrawn(rows(0, 100), drawn(200, 300), 8)).toBe(92);
	expect(firstDrawn(rows(0, 5), new Set(), 8)).toBe(0);
	expect(firstDrawn([], drawn(0, 9), 8)).toBe(0);
});

it("keeps what is drawn while rows are added at the end and go at the beginning", () => {
	expect(firstDrawn(rows(0, 100), drawn(0, 99), 8)).toBe(0);
	expect(firstDrawn(rows(1, 101), drawn(0, 100), 8)).toBe(0);
	expect(firstDrawn(rows(0, 100), drawn(60, 98), 8)).toBe(60);
});

it("draws no more new rows at once than that, even where an older one is known", () => {
	expect(firstDrawn(rows(0, 100), drawn(10, 30), 8)).toBe(92);
	expect(firstDrawn(rows(0, 100), drawn(98, 140), 8)).toBe(92);
});
