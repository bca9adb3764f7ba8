import { expect, test } from "vitest";
import { wallText } from "./wall-clock.ts";

test("a time of day is written with its milliseconds, in the page’s own time zone", () => {
	expect(wallText(new Date(2026, 0, 2, 4, 3, 7, 21).getTime())).toBe("04:03:07.021");
});
