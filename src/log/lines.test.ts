import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { fold } from "#model/reduce.ts";
import { accepted, connected, entered, historyOf, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { asText, countText, keep, leftOut, lineAt, NO_FILTER, namesIn, openLines, WITHOUT_PINGS, wholeText } from "./lines.ts";

const linesOf = openLines();
const told = historyOf([
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

test("pings can be hidden without the other packets, and one that was lost is not one of them", () => {
	const alive = historyOf([
		...[opened, ...connected("sub-1", true), up("sub-1", { type: "PINGREQ" })],
		entered("sub-1", "p-lost", { type: "PINGREQ" }),
		{ type: "packet.lost", packet: "p-lost" },
	]);
	const lines = linesOf(alive);
	const left = keep(lines, WITHOUT_PINGS);
	expect(namesIn(lines).pings).toBe(true);
	expect(lines.filter((line) => !left.includes(line)).map(({ text }) => text)).toEqual([
		"sub-1 → broker PINGREQ",
		"sub-1 → broker PINGREQ",
	]);
	expect(left.at(-1)?.text).toBe("sub-1 → broker PINGREQ: lost with the connection");
});

test("the count says what is listed, and that there is more before it", () => {
	expect(countText(64, 64, true)).toBe("64 lines");
	expect(countText(1, 1, true)).toBe("1 line");
	expect(countText(12, 64, true)).toBe("12 of 64 lines");
	expect(countText(64, 64, false)).toBe("last 64 lines");
	expect(countText(12, 1_480, false)).toBe("12 of 1480 lines");
});

test("the lists offer what lines are about, in order of appearance", () => {
	expect(namesIn(linesOf(told))).toEqual({ clients: ["pub-1", "sub-1"], messages: ["m1"], pings: false });
});

test("copied text has time, line and clause", () => {
	expect(asText(linesOf(told), told).split("\n").at(-1)).toBe(
		"  0:01.400  Accepted m1 from pub-1 (QoS 1, RETAIN = 0, 'greenhouse/temp', 4 bytes)  [MQTT-4.5.0-1]",
	);
});

test("the line at a moment is the last one that tells of what had happened by then", () => {
	const lines = linesOf(told);
	const place = lines.findIndex(({ text }) => text.startsWith("Accepted m1"));
	const seq = lines[place]?.seq ?? 0;
	expect([lineAt(lines, seq), lineAt(lines, seq - 1), lineAt(lines, 0)]).toEqual([place, place - 1, null]);
	expect(lineAt(keep(lines, { ...NO_FILTER, packets: false }), seq - 1)).toBeLessThan(place - 1);
});

test("a line about a packet names it", () => {
	const named = linesOf(told).filter(({ packet }) => packet !== undefined);
	expect(named.every(({ kind }) => kind === "packet")).toBe(true);
	expect(named.at(-1)).toMatchObject({ packet: "p-pub-1", message: "m1" });
});

test("a long line is cut in the list, and whole where it is copied or opened", () => {
	const filters = Array.from({ length: 300 }, (_, n) => `greenhouse/${n}`);
	const history = historyOf([opened, ...connected("sub-1", false), up("sub-1", { type: "UNSUBSCRIBE", packetId: 7, filters })]);
	const last = linesOf(history).at(-1);
	if (last === undefined) throw new Error("there are lines");
	expect(last.text).toHaveLength(LIMITS.lineCharacters);
	expect(wholeText(last, history)).toHaveLength(last.cutFrom ?? 0);
	for (const text of [wholeText(last, history), asText([last], history)]) expect(text).toContain("'greenhouse/299')");
});

test("the lines grow and go with the history, whatever else was asked for between", () => {
	const facts: readonly Fact[] = Array.from({ length: 40 }, (_, delayMs) => ({ type: "delay.changed", delayMs }));
	const events = moments(facts).map(({ event }) => event);
	const [first, second] = [
		openHistory(EMPTY_WORLD, 10).append(events.slice(0, 12)),
		openHistory({ ...EMPTY_WORLD, seq: 12 }, 10).append(events.slice(12)),
	];
	const later = first.append(events.slice(12, 20));
	const growing = openLines();
	for (const history of [first, later, first, later.append(events.slice(20)), second, later, openHistory(EMPTY_WORLD)]) {
		const lines = growing(history);
		expect(lines.map(({ seq }) => seq)).toEqual(history.after(0).map(({ seq }) => seq));
		expect(lines).toEqual(openLines()(history));
	}
});

test("lines of an earlier past come in front, once, and the others stay the lines that they were", () => {
	const facts: readonly Fact[] = Array.from({ length: 40 }, (_, delayMs) => ({ type: "delay.changed", delayMs }));
	const events = moments(facts).map(({ event }) => event);
	const late = openHistory(fold(EMPTY_WORLD, events.slice(0, 30))).append(events.slice(30));
	const whole = openHistory(EMPTY_WORLD).append(events);
	const growing = openLines();
	const before = growing(late);
	const lines = growing(whole);
	expect(lines.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq));
	expect(lines.slice(30).every((line, at) => line === before[at])).toBe(true);
});

test("a long log has lines for the last events up to what the page looks at, and the words do not change on the way", () => {
	const facts: readonly Fact[] = Array.from({ length: 3 * LIMITS.logLines }, (_, delayMs) => ({ type: "delay.changed", delayMs }));
	const events = moments(facts).map(({ event }) => event);
	const history = openHistory(EMPTY_WORLD).append(events);
	const growing = openLines();
	for (const upTo of [events.length, 2_500, 2_700, 2_100, 30, events.length - 1, events.length]) {
		const lines = growing(history, upTo);
		const from = Math.max(0, upTo - LIMITS.logLines);
		expect(leftOut(history, upTo)).toBe(from);
		expect(lines.map(({ seq }) => seq)).toEqual(events.slice(from, upTo).map(({ seq }) => seq));
		expect(lines).toEqual(openLines()(history, upTo));
	}
	expect(growing(history)).toBe(growing(history, events.length));
});
