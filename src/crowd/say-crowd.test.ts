import { expect, it } from "vitest";
import type { CrowdFates } from "./fates.ts";
import { sayCrowd } from "./say-crowd.ts";

const seats = (...numbers: readonly number[]) => numbers.map((seat) => `s${String(seat).padStart(2, "0")}-sub`);
const EVERY = Array.from({ length: 27 }, (_, at) => at + 1);
function fates(by: Partial<CrowdFates["by"]>): CrowdFates {
	return { message: "m12", of: 30, by: { delivered: [], queued: [], inflight: [], dropped: [], unseen: [], none: [], ...by } };
}

it("says how many a message is on its way to, and for whom it waits", () => {
	expect(sayCrowd(fates({ inflight: seats(...EVERY), queued: seats(9, 22) }))).toBe(
		"m12 is on its way to 27 seats. For seats 9 and 22 it waits at the broker.",
	);
});

it("names one seat, and counts more than three", () => {
	expect(sayCrowd(fates({ delivered: seats(...EVERY), queued: seats(9) }))).toBe(
		"m12 has reached 27 seats. For seat 9 it waits at the broker.",
	);
	expect(sayCrowd(fates({ queued: seats(1, 2, 3, 4) }))).toBe("m12 waits at the broker for 4 seats.");
});

it("says for whom a message is gone where there is room for that", () => {
	expect(sayCrowd(fates({ delivered: seats(1, 2), dropped: seats(28) }))).toBe("m12 has reached 2 seats. For seat 28 it is gone.");
	expect(sayCrowd(fates({ dropped: seats(5, 28) }))).toBe("m12 has reached nobody. For seats 5 and 28 it is gone.");
});

it("calls clients without a seat clients", () => {
	expect(sayCrowd(fates({ inflight: ["phone-1", "s01-sub"] }))).toBe("m12 is on its way to 2 clients.");
	expect(sayCrowd(fates({ inflight: ["phone-1"] }))).toBe("m12 is on its way to phone-1.");
});
