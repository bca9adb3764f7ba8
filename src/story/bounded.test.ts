import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { connected, moments, opened, up } from "#model/testkit/sample.ts";
import { announce, announceIn } from "./announce.ts";
import { logLine, wholeLine } from "./log-line.ts";
import { narrate } from "./narrate.ts";

const LONG = Array.from({ length: 2_000 }, (_, n) => `${"greenhouse/".repeat(8)}${n}`);
const FACTS: readonly Fact[] = [
	opened,
	...connected("sub-1", false),
	up("sub-1", { type: "UNSUBSCRIBE", packetId: 1, filters: LONG }),
	up("sub-1", { type: "SUBSCRIBE", packetId: 2, filters: LONG.map((filter) => ({ filter, qos: 1 as const })) }),
	{ type: "subscription.removed", session: "sub-1", filter: "x".repeat(LIMITS.topicCharacters) },
];

test("whatever a client writes, a line, a sentence and an announcement stay within their bounds; the whole line can be had", () => {
	const lengths = moments(FACTS).map(({ event, world, before }) => {
		const line = logLine(event, world, before);
		const whole = wholeLine(event, world, before);
		expect(line?.text.length ?? 0).toBeLessThanOrEqual(LIMITS.lineCharacters);
		expect(line?.cutFrom ?? line?.text.length ?? 0).toBe(whole.length);
		expect(narrate(event, world, before)?.length ?? 0).toBeLessThanOrEqual(LIMITS.sentenceCharacters + 20);
		expect(announce(event, world, before)?.text.length ?? 0).toBeLessThanOrEqual(LIMITS.sentenceCharacters + 20);
		return whole.length;
	});
	expect(Math.max(...lengths)).toBeGreaterThan(100_000);
});

test("of packets that nobody let go nothing is announced, and no world is worked out for that", () => {
	const untouched = new Proxy({} as BothWorlds, {
		get() {
			throw new Error("a world was asked for");
		},
	});
	for (const { event } of moments(FACTS)) if (event.type.startsWith("packet.")) expect(announceIn(event, untouched)).toBeNull();
});
