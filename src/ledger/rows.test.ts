import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { accepted, connected, DROPPED_AT_QOS_0, moments, opened, publish, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { sayCure } from "#story/say-cure.ts";
import { cureOf } from "./cure-of.ts";
import { NOBODY, rowsOf, sameRow, sharedFate } from "./rows.ts";

function worldAfter(facts: readonly Fact[]): World {
	const world = moments(facts).at(-1)?.world;
	if (world === undefined) throw new Error("nothing happened");
	return world;
}

test("a dropped message says its reason and its clause", () => {
	const {
		rows: [row],
	} = rowsOf(worldAfter(DROPPED_AT_QOS_0), ["sub-1"]);
	expect(row?.standings[0]).toEqual({
		subscriber: "sub-1",
		fate: "dropped",
		says: "Published at QoS 0, so not queued",
		clause: "MQTT-3.1.2-5",
		at: expect.any(Number),
	});
});

test("what would have delivered a message is looked for where it was dropped, and nowhere else", () => {
	const asked: string[] = [];
	const says = (message: string, subscriber: string) =>
		cureOf(worldAfter(DROPPED_AT_QOS_0), message, subscriber, (...of) => {
			asked.push(of[2]);
			return sayCure(...of);
		});
	expect(says("m1", "sub-1")).toBe("Publish with QoS 1, or turn queue_qos0_messages on");
	expect([says("m1", "sub-2"), says("m9", "sub-1"), says("m1", NOBODY)]).toEqual([null, null, null]);
	expect(asked).toEqual(["sub-1"]);
});

test("with several subscribers a row has one standing for each", () => {
	const {
		rows: [row],
	} = rowsOf(worldAfter(DROPPED_AT_QOS_0), ["sub-1", "sub-2"]);
	expect(row?.standings.map((standing) => standing.says)).toEqual([
		"Published at QoS 0, so not queued",
		"No matching subscription. Nearest: site/#",
	]);
	expect(row && sharedFate(row)).toBeNull();
});

test("a message that was to be retained, and for which there was no room, says so", () => {
	const retained = [up("pub-1", { ...publish("r1", 1, 1), retain: true }), { ...accepted("r1", "pub-1", 1), retain: true } as Fact];
	const unkept = (more: readonly Fact[]) => rowsOf(worldAfter([...DROPPED_AT_QOS_0, ...retained, ...more]), ["sub-1"]).rows.at(-1)?.unkept;
	expect(unkept([])).toBe(true);
	expect(unkept([{ type: "retained.set", topic: "greenhouse/temp", message: "r1", replaced: null }])).toBe(false);
});

test("without a subscriber every message is still accounted for", () => {
	const {
		rows: [row],
	} = rowsOf(worldAfter([opened, ...connected("pub-1", true), up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)]), [NOBODY]);
	expect(row?.standings[0]).toMatchObject({ fate: "none", says: "Nobody had subscribed" });
});

test("a row is the same while nothing that it shows has changed", () => {
	const world = worldAfter(DROPPED_AT_QOS_0);
	const {
		rows: [before],
	} = rowsOf(world, ["sub-1"]);
	const {
		rows: [after],
	} = rowsOf(worldAfter([...DROPPED_AT_QOS_0, { type: "delay.changed", delayMs: 2_000 }]), ["sub-1"]);
	expect(before && after && sameRow(before, after)).toBe(true);
	expect(before && after && sameRow(before, { ...after, publications: 2 })).toBe(false);
});

test("of many messages the newest are listed, fewer where each has more subscribers, until all are asked for", () => {
	const many = Array.from({ length: 400 }, (_, n) => up("pub-1", publish(`m${n + 1}`, 0, null)));
	const world = worldAfter([opened, ...connected("pub-1", true), ...many]);
	const count = Object.keys(world.messages).length;
	expect(count).toBe(400);
	for (const subscribers of [["a"], ["a", "b", "c"], Array.from({ length: 1_000 }, (_, n) => `sub-${n}`)]) {
		const { rows, earlier } = rowsOf(world, subscribers);
		expect(rows.length + earlier).toBe(count);
		expect(rows.length).toBe(Math.max(1, Math.floor(LIMITS.ledgerFates / subscribers.length)));
		expect(rows.at(-1)?.message).toBe("m400");
	}
	expect(rowsOf(world, ["a"], true)).toMatchObject({ earlier: 0, rows: { length: 400 } });
});
