import { expect, it } from "vitest";
import { matches } from "./topic.ts";

it.each([
	["sport/tennis/player1/#", "sport/tennis/player1", true],
	["sport/tennis/player1/#", "sport/tennis/player1/ranking", true],
	["sport/#", "sport", true],
	["#", "a/b/c", true],
	["sport/tennis/+", "sport/tennis/player1", true],
	["sport/tennis/+", "sport/tennis/player1/ranking", false],
	["sport/+", "sport", false],
	["sport/+", "sport/", true],
	["+/+", "/finance", true],
	["/+", "/finance", true],
	["+", "/finance", false],
	["#", "$SYS/uptime", false],
	["+/monitor/clients", "$SYS/monitor/clients", false],
	["$SYS/#", "$SYS/uptime", true],
	["a", "A", false],
])("%s and %s: %s [3.1.1 section 4.7]", (filter, topic, expected) => {
	expect(matches(filter, topic)).toBe(expected);
});
