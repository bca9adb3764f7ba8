import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { NOBODY, rowsOf, sameRow, sharedFate } from "./rows.ts";

const away: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...connected("sub-2", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...subscribed("sub-2", "site/#", 1),
	...left("sub-1"),
	...[up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0)],
	{ type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 0, reason: "publish-qos-0" },
];

function worldAfter(facts: readonly Fact[]): World {
	const world = moments(facts).at(-1)?.world;
	if (world === undefined) throw new Error("nothing happened");
	return world;
}

test("a dropped message says its reason, its clause and what would have delivered it", () => {
	const [row] = rowsOf(worldAfter(away), ["sub-1"]);
	expect(row?.standings[0]).toEqual({
		subscriber: "sub-1",
		fate: "dropped",
		says: "Publish QoS 0: not queued",
		clause: "MQTT-3.1.2-5",
		cure: "Publish with QoS 1, or turn queue_qos0_messages on",
	});
});

test("with several subscribers a row has one standing for each", () => {
	const [row] = rowsOf(worldAfter(away), ["sub-1", "sub-2"]);
	expect(row?.standings.map((standing) => standing.says)).toEqual([
		"Publish QoS 0: not queued",
		"No matching subscription. Nearest: site/#",
	]);
	expect(row && sharedFate(row)).toBeNull();
});

test("without a subscriber every message is still accounted for", () => {
	const [row] = rowsOf(worldAfter([opened, ...connected("pub-1", true), up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)]), [
		NOBODY,
	]);
	expect(row?.standings[0]).toMatchObject({ fate: "none", says: "Nobody had subscribed" });
});

test("a row is the same while nothing that it shows has changed", () => {
	const world = worldAfter(away);
	const [before] = rowsOf(world, ["sub-1"]);
	const [after] = rowsOf(worldAfter([...away, { type: "delay.changed", delayMs: 2_000 }]), ["sub-1"]);
	expect(before && after && sameRow(before, after)).toBe(true);
	expect(before && after && sameRow(before, { ...after, publications: 2 })).toBe(false);
});
