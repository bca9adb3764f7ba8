import { expect, test } from "vitest";
import { Command } from "./command.ts";
import { LIMITS } from "./limits.ts";

test("a wire's delay is whole ms within its bound", () => {
	const taken = (delayMs: number) => Command.safeParse({ type: "wire.delay", delayMs }).success;
	expect([0, 1, 60, LIMITS.delayMs].filter(taken)).toEqual([0, 1, 60, LIMITS.delayMs]);
	expect([5e-324, 0.5, -1, LIMITS.delayMs + 1, Number.NaN, Number.POSITIVE_INFINITY].filter(taken)).toEqual([]);
});
