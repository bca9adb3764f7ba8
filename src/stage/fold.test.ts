import { expect, test } from "vitest";
import { fold, standApart } from "./fold.ts";

test("six at one place are all drawn", () => {
	const folded = fold([50, 50, 50, 50, 50, 50]);
	expect(folded.at).toHaveLength(6);
	expect(folded.count).toEqual([0, 0, 0, 0, 0, 0]);
});

test("of seventeen the first five are drawn, and a plate says that twelve are behind them", () => {
	const folded = fold(Array.from({ length: 17 }, () => 50));
	expect(folded.at).toHaveLength(6);
	expect(folded.count.filter((count) => count === 0)).toHaveLength(5);
	expect(folded.count[5]).toBe(12);
	expect(folded.place[16]).toBe(5);
});

test("packets apart are places of their own, and a pile behind them folds for itself", () => {
	const folded = fold([90, 70, ...Array.from({ length: 8 }, () => 20)]);
	expect(folded.at).toEqual([90, 70, 20, 20, 20, 20, 20, 20]);
	expect(folded.count.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
});

test("where a lane has room for two places, the second says how many stand there", () => {
	expect(fold([10, 10, 10, 10], 2)).toMatchObject({ at: [10, 10], count: [0, 3, -1, -1] });
	expect(fold([10, 10], 2).count).toEqual([0, 0]);
});

test("at the lane's start all but the head are in a plate; they come out of it one by one", () => {
	const counts = (at: number) => fold([at, at, at], 6, 5).count;
	expect(counts(0)).toEqual([0, 2, -1]);
	expect(counts(5)).toEqual([0, 2, -1]);
	expect(counts(10)).toEqual([0, 0, 0]);
	expect(fold([0], 6, 5).count).toEqual([0]);
});

test("packets that stand still at the lane's start stand ahead of it, so far that each of them is seen; what is far ahead stays", () => {
	const apart = (...positions: number[]) => {
		standApart(positions, 200, 24);
		return positions;
	};
	expect(apart(0)).toEqual([0]);
	expect(apart(0, 0)).toEqual([24, 24]);
	expect(apart(190, 0, 0, 0)).toEqual([190, 48, 48, 48]);
	expect(apart(10, 0)).toEqual([24, 24]);
	expect(apart(...Array.from({ length: 40 }, () => 0))[0]).toBe(120);
	expect(fold(apart(0, 0), 6, 8).count).toEqual([0, 0]);
});
