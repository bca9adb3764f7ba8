import { expect, test } from "vitest";
import type { LogLine } from "#story/log-line.ts";
import { isSelected } from "./selected.ts";

const line = (seq: number, more: Partial<LogLine>) => ({ seq, kind: "decision", message: "m1", ...more }) as LogLine;
const clearedBefore = (seq: number | null) => [20, 10, 0].find((clear) => seq === null || clear <= seq);
const marked = (seq: number, here: number | null) =>
	isSelected({ of: "message", message: "m1", subscriber: null }, line(seq, {}), here, clearedBefore);

test("a line is marked with the selected message only in the life of the room that is shown", () => {
	expect([5, 15, 25].map((seq) => marked(seq, null))).toEqual([false, false, true]);
	expect([5, 15, 25].map((seq) => marked(seq, 12))).toEqual([false, true, false]);
	expect([5, 15, 25].map((seq) => marked(seq, 9))).toEqual([true, false, false]);
});

test("a line of a packet is marked with its packet, whose name is never given twice", () => {
	const none = () => expect.fail("no life is asked for");
	const selection = { of: "packet", packet: "p1", field: null } as const;
	expect([isSelected(selection, line(1, { packet: "p1" }), 1, none), isSelected(selection, line(1, {}), 1, none)]).toEqual([true, false]);
});
