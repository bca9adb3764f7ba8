import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { accepted, connected, entered, moments, opened, publish, subscribed } from "./testkit/sample.ts";

/** A clean session has ended, and a message that it had subscribed to is on its publisher's wire. */
const underWay: readonly Fact[] = [
	opened,
	...connected("pub", true),
	...connected("sub", true),
	...subscribed("sub", "greenhouse/temp", 1),
	{ type: "connection.closed", connection: "c-sub", reason: "disconnect", says: "DISCONNECT", clause: "MQTT-3.14.4-1" },
	{ type: "session.discarded", session: "sub", reason: "connection-closed" },
	entered("pub", "p1", publish("m1", 0, null)),
];
const says = (...facts: readonly Fact[]) => {
	const world = moments([...underWay, ...facts]).at(-1)?.world ?? EMPTY_WORLD;
	return sayFateOf(world, "m1", "sub");
};

test("a message for a session that has ended is on its way until the broker decides, and not first another's and then dropped", () => {
	expect(says()).toBe("Still on pub’s wire");
	expect(says({ type: "packet.arrived", packet: "p1", stepped: false })).toBe("The broker has it");
	expect(says({ type: "packet.arrived", packet: "p1", stepped: false }, accepted("m1", "pub", 0))).toBe(
		"Offline, and its clean session was not kept",
	);
});

test("a message that is lost before it comes is told as lost, and no filter that it would have matched is called the nearest", () => {
	expect(says({ type: "packet.lost", packet: "p1" })).toMatch(/^On the wire when its connection ended/);
});

test("a session that has begun since, and has not subscribed, is not promised the message", () => {
	expect(says(...connected("sub", true))).toMatch(/^No matching subscription: it ended with its session at 0:\d\d/);
});
