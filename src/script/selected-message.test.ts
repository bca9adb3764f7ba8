import { expect, test } from "vitest";
import { connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { selectedMessage } from "./selected-message.ts";

const before = [opened, ...connected("pub-1", true), entered("pub-1", "old", publish("m1", 1, 1))];
const after = [...connected("pub-1", true), entered("pub-1", "new", publish("m1", 1, 1)), entered("pub-1", "ping", { type: "PINGREQ" })];
const traffic = openTraffic()(historyOf([...before, { type: "room.cleared" }, ...after]));
const CLEARED = before.length + 1;
const selected = (packet: string, seq: number) => selectedMessage({ of: "packet", packet, field: null }, () => traffic, seq);

test("a packet speaks of a message of the life of the room in which it set out, and of none of that name in another", () => {
	expect([selected("old", CLEARED - 1), selected("old", CLEARED), selected("old", Number.POSITIVE_INFINITY)]).toEqual(["m1", null, null]);
	expect([selected("new", CLEARED - 1), selected("new", CLEARED), selected("new", Number.POSITIVE_INFINITY)]).toEqual([null, "m1", "m1"]);
	expect([selected("ping", CLEARED), selected("unknown", CLEARED)]).toEqual([null, null]);
});

test("a message that is selected itself is asked for nothing", () => {
	const none = () => expect.fail("the traffic is read");
	expect(selectedMessage({ of: "message", message: "m9", subscriber: null }, none, 1)).toBe("m9");
	expect(selectedMessage(null, none, 1)).toBeNull();
});
