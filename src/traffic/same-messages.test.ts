import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { historyOf, namedOf } from "#model/testkit/sample.ts";
import { differencesOf } from "./differences.ts";
import { openTraffic } from "./open-traffic.ts";
import { sameMessages } from "./same-messages.ts";
import type { Traffic } from "./traffic.ts";

let packets = 0;
function passed(client: string, direction: "up" | "down", fields: Extract<Fact, { type: "packet.passed" }>["fields"]): Fact {
	packets += 1;
	return { type: "packet.passed", packet: `p${packets}`, connection: `c-${client}`, direction, bytes: 9, fields };
}

const connects = (client: string): readonly Fact[] => [
	{ type: "connection.opened", connection: `c-${client}`, origin: { kind: "lab", page: "p" } },
	passed(client, "up", { type: "CONNECT", clientId: client, cleanSession: true, keepAlive: 0, will: null }),
];

function publish(client: string, direction: "up" | "down", message: string, payload: string, retain = false): Fact {
	const said = { topic: "t", payload, payloadBytes: payload.length, qos: 0, retain, dup: false, packetId: null } as const;
	return passed(client, direction, { type: "PUBLISH", ...said, ...namedOf(message), attempt: 1 });
}

function trafficOf(...facts: readonly Fact[]): Traffic {
	return openTraffic()(historyOf([...connects("a"), ...connects("b"), ...facts]));
}

it("knows a message by what it says, whatever each room calls it", () => {
	const here = trafficOf(publish("a", "up", "m1", "x"), publish("b", "up", "m2", "1"), publish("b", "up", "m3", "2"));
	const there = trafficOf(publish("b", "up", "m1", "1"), publish("b", "up", "r1", "2", true), publish("a", "down", "r1", "2", true));
	expect(sameMessages(here, there)).toEqual([
		{ one: "m1", other: null },
		{ one: "m2", other: "m1" },
		{ one: "m3", other: "r1" },
	]);
	// What differs is that one is not there, that one has RETAIN, and that one came back: the message of the other name is no difference.
	const found = differencesOf(here, there, { asked: true });
	expect(
		found.map(({ one, other }) => [one, other].map((side) => side.map(({ fields }) => fields?.type === "PUBLISH" && fields.message))),
	).toEqual([
		[["m1"], []],
		[["m3"], ["r1"]],
		[[], ["r1"]],
	]);
});

it("takes a message that says something else for the same in its place: that is one difference, and no other follows from it", () => {
	const acked = (message: string) => passed("a", "down", { type: "PUBACK", packetId: 1, message });
	const here = trafficOf(publish("a", "up", "m1", "21.4"), acked("m1"), publish("a", "up", "m2", "end"));
	const there = trafficOf(publish("b", "up", "m1", "x"), publish("a", "up", "m2", "21.9"), acked("m2"), publish("a", "up", "m3", "end"));
	expect(sameMessages(here, there)).toContainEqual({ one: "m1", other: "m2" });
	expect(sameMessages(here, there)).toContainEqual({ one: "m2", other: "m3" });
	expect(differencesOf(here, there, { asked: true }).map(({ clientId, direction }) => `${clientId} ${direction}`)).toEqual([
		"a up",
		"b up",
	]);
});

it("counts wills apart, and what had waited from before", () => {
	const here = trafficOf(publish("b", "down", "m7", "old"), publish("b", "down", "w1", "gone"));
	const there = trafficOf(publish("b", "down", "w3", "gone"), publish("b", "down", "m1", "old"));
	expect(sameMessages(here, there)).toEqual([
		{ one: "m7", other: "m1" },
		{ one: "w1", other: "w3" },
	]);
});

it("compares two runs of which one began later by its clock, and tells the time by the clock of the first", () => {
	const both = [publish("a", "up", "m1", "x"), publish("a", "up", "m2", "y")];
	const more = { type: "delay.changed", delayMs: 0 } as const;
	const here = trafficOf(...both);
	const there = openTraffic()(historyOf([more, more, more, ...connects("a"), ...connects("b"), both[0] as Fact]));
	expect(differencesOf(here, there, { asked: true, later: -300 })).toMatchObject([{ at: 600, one: [{}], other: [] }]);
	expect(differencesOf(there, here, { asked: true, later: 300 })).toMatchObject([{ at: 900, one: [], other: [{}] }]);
});
