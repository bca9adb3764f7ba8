import { expect, test } from "vitest";
import { accepted, connected, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { asText, keep, linesOf, NO_FILTER, namesIn } from "./lines.ts";

const told = moments([
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "#", 1),
	up("pub-1", publish("m1", 1, 11)),
	accepted("m1", "pub-1", 1),
]);

test("an event is put into words once", () => {
	const first = linesOf(told);
	const again = linesOf(told);
	expect(again.at(-1)).toBe(first.at(-1));
});

test("without a filter the list is the same list", () => {
	const lines = linesOf(told);
	expect(keep(lines, NO_FILTER)).toBe(lines);
});

test("a client’s lines are those about it; lines about the room are about nobody", () => {
	const lines = keep(linesOf(told), { ...NO_FILTER, client: "sub-1" });
	expect(lines.length).toBeGreaterThan(3);
	expect(lines.every((line) => line.clientIds.includes("sub-1"))).toBe(true);
});

test("packets and decisions can be hidden, each without the other", () => {
	const kinds = (packets: boolean, decisions: boolean) =>
		new Set(keep(linesOf(told), { ...NO_FILTER, packets, decisions }).map((line) => line.kind));
	expect(kinds(true, false)).toEqual(new Set(["room", "packet"]));
	expect(kinds(false, true)).toEqual(new Set(["room", "decision"]));
});

test("the lists offer what lines are about, in order of appearance", () => {
	expect(namesIn(linesOf(told))).toEqual({ clients: ["pub-1", "sub-1"], messages: ["m1"] });
});

test("copied text has time, line and clause", () => {
	expect(asText(linesOf(told)).split("\n").at(-1)).toBe(
		"  0:01.4  Accepted m1 from pub-1 (q1, r0, 'greenhouse/temp', 4 bytes)  [MQTT-4.5.0-1]",
	);
});
