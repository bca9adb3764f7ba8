import { expect, it } from "vitest";
import { accepted, connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import { lifeAt, packetsOf } from "./lives.ts";
import { openTraffic } from "./open-traffic.ts";

const taken = [
	entered("pub-1", "p1", publish("m1", 1, 1)),
	{ type: "packet.arrived", packet: "p1", stepped: false },
	accepted("m1", "pub-1", 1),
	{ type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" },
	entered("pub-1", "p2", publish("m1", 1, 1), "down"),
	{ type: "packet.arrived", packet: "p2", stepped: false },
] as const;
const before = [opened, ...connected("pub-1", true), ...taken];
const CLEARED = before.length + 1;
const traffic = openTraffic()(
	historyOf([...before, { type: "room.cleared" }, ...connected("pub-1", true), entered("pub-1", "q1", publish("m1", 0, null))]),
);

it("tells a message from one of the same name before the room was cleared", () => {
	expect(traffic.fateAt("m1", null, CLEARED - 1)).toBe("queued");
	expect(traffic.fateAt("m1", "sub-1", traffic.upTo)).toBeNull();
	expect(traffic.copiesAt("m1", "pub-1", CLEARED - 1)).toEqual([CLEARED - 1]);
	expect(traffic.copiesAt("m1", "pub-1", traffic.upTo)).toEqual([]);
});

it("finds the packets of a message of one life of the room alone", () => {
	const names = (seq: number) => packetsOf(traffic, "m1", lifeAt(traffic.clears, seq)).map(({ packet }) => packet);
	expect(names(CLEARED - 1)).toEqual(["p1", "p2"]);
	expect(names(CLEARED)).toEqual(["q1"]);
	expect(names(Number.POSITIVE_INFINITY)).toEqual(["q1"]);
});
