import { expect, test } from "vitest";
import { overlaps, type TapeBox } from "./drawing.ts";
import { openTaken } from "./taken.ts";

const paper: TapeBox = { left: 0, top: 0, right: 1_000, bottom: 300 };
const box = (left: number, top: number, w = 20, h = 10): TapeBox => ({ left, top, right: left + w, bottom: top + h });

test.each([false, true])("says of every box what a look at all boxes says, down %s", (down) => {
	const taken = openTaken(paper, down, []);
	const all: TapeBox[] = [];
	for (let n = 0; n < 400; n += 1) {
		const next = box((n * 379) % 990, (n * 211) % 295, 5 + ((n * 31) % 150), 4 + ((n * 17) % 40));
		expect(taken.isUntaken(next)).toBe(!all.some((one) => overlaps(one, next)));
		if (n % 3 !== 0) continue;
		taken.take(next);
		all.push(next);
	}
});

test("nothing is free beyond the paper, and a line that only passes by is not in the way", () => {
	const taken = openTaken(paper, false, [
		[
			[100, 10],
			[300, 210],
		],
	]);
	expect([taken.isFree(box(-1, 50)), taken.isFree(box(985, 50)), taken.isFree(box(400, 50))]).toEqual([false, false, true]);
	expect([taken.isClear(box(195, 100)), taken.isClear(box(110, 150)), taken.isClear(box(500, 100))]).toEqual([false, true, true]);
});

test("a box that reaches a long way beyond the paper costs no more than one that does not, and is found where it is", () => {
	for (const down of [false, true]) {
		const taken = openTaken(paper, down, []);
		taken.take({ left: -1e12, top: -1e12, right: -5, bottom: -5 });
		taken.take({ left: 500, top: 100, right: 1e12, bottom: 1e12 });
		taken.take({ left: -1e12, top: 280, right: 1e12, bottom: 290 });
		expect(
			[box(-40, -40), box(-4, -4), box(490, 95), box(2_000, 2_000), box(50, 275), box(-1e9, 285), box(50, 50)].map(taken.isUntaken),
		).toEqual([false, true, false, false, false, false, true]);
	}
});
