import { expect, test } from "vitest";
import { openStillTime } from "#engine/testkit/still.ts";
import { guard, guardTime, guardTold } from "./guard.ts";

const bug = () => {
	throw new Error("a bug");
};

test("a fault in anything that a carrier tells costs its connection, and goes no further", () => {
	const lines: string[] = [];
	let ends = 0;
	const guarded = guard(
		(says) => lines.push(says),
		"a client",
		() => {
			ends += 1;
		},
	);
	const heard: unknown[] = [];
	const told = guardTold(guarded, { frame: bug, closed: (code: number) => void heard.push(code) });
	told.frame();
	told.closed(1006);
	expect([ends, heard, lines]).toEqual([1, [1006], [expect.stringContaining("a bug")]]);
});

test("a fault in a timer goes no further, and other timers come in time", () => {
	const lines: string[] = [];
	const still = openStillTime();
	const time = guardTime(still, (says) => lines.push(says));
	let rang = 0;
	time.after(10, bug);
	time.after(10, () => {
		rang += 1;
	});
	time.after(10, bug)();
	still.pass(10);
	expect([rang, lines]).toEqual([1, [expect.stringContaining("a bug")]]);
});
