import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { curesOf } from "./cure.ts";
import { fateOf } from "./fate-of.ts";
import { accepted, connected, moments, opened, publish, subscribed, up } from "./testkit/sample.ts";

/** A clean subscriber leaves, time passes (each fact takes 100 ms), and a message comes for it. */
function curesAfter(facts: number, persistentClientExpiration: number | null) {
	const told: readonly Fact[] = [
		{ ...opened, settings: { ...FIRST_SETTINGS, persistentClientExpiration } } as Fact,
		...connected("pub", true),
		...connected("sub", true),
		...subscribed("sub", "greenhouse/temp", 1),
		{ type: "connection.closed", connection: "c-sub", reason: "disconnect", says: "DISCONNECT", clause: "MQTT-3.14.4-1" },
		{ type: "session.discarded", session: "sub", reason: "connection-closed" },
		...Array.from({ length: facts }, () => up("pub", { type: "PINGREQ" })),
		up("pub", publish("m1", 1, 1)),
		accepted("m1", "pub", 1),
	];
	const world = moments(told).at(-1)?.world;
	const message = world?.messages.m1;
	const fate = world && fateOf(world, "m1", "sub");
	if (world === undefined || message === undefined || fate?.fate !== "dropped") throw new Error("m1 was not dropped");
	return curesOf(world, message, "sub", fate);
}

test("a session that would have expired by then is not said to have kept the message", () => {
	expect(curesAfter(3, null)).toEqual([["subscriber-kept"]]);
	expect(curesAfter(3, 1)).toEqual([["subscriber-kept"]]);
	expect(curesAfter(15, 1)).toEqual([]);
});
