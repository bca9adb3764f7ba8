import { expect, test } from "vitest";
import { parseExpiration, splitExpiration } from "./expiration.ts";

test("an expiration is never, or a whole number and a unit of Mosquitto's, m being a month", () => {
	const texts = ["never", "1h", "14d", "3w", "2m", "1y"];
	expect(texts.map(parseExpiration)).toEqual([null, 3_600, 1_209_600, 1_814_400, 5_184_000, 31_536_000]);
});

test("seconds and minutes are taken too, because a lesson is shorter than an hour", () => {
	expect(["30s", "10min"].map(parseExpiration)).toEqual([30, 600]);
});

test("what is not a duration, is none at all, or is longer than 136 years is not understood", () => {
	for (const text of ["", "2", "h", "0h", "-1h", "1.5h", "2 h", "2H", "Never", "1mo", "4294967296s", "137y"]) {
		expect(parseExpiration(text), text).toBeUndefined();
	}
	expect(parseExpiration("4294967295s")).toBe(4_294_967_295);
});

test("a number of seconds is said in the largest unit that leaves no rest", () => {
	const split = (seconds: number) => splitExpiration(seconds, ["s", "min", "h", "d"]);
	expect(split(7_200)).toEqual({ count: 2, unit: "h" });
	expect(split(172_800)).toEqual({ count: 2, unit: "d" });
	expect(split(90)).toEqual({ count: 90, unit: "s" });
	expect(split(5_400)).toEqual({ count: 90, unit: "min" });
	expect(split(4_294_967_295)).toEqual({ count: 4_294_967_295, unit: "s" });
});
