import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openSources, sourceOf } from "./sources.ts";

const MANY = Number.POSITIVE_INFINITY;
const times = (count: number, call: () => unknown) => Array.from({ length: count }, call);

test.each([
	["192.0.2.7", "192.0.2.7"],
	["::ffff:192.0.2.7", "192.0.2.7"],
	["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
	["2001:db8:1:2::9", "2001:db8:1:2::/64"],
	["2001:db8::9", "2001:db8:0:0::/64"],
	["fe80::1%eth0", "fe80:0:0:0::/64"],
	["::1", "0:0:0:0::/64"],
	[undefined, "unknown"],
])("the address %s belongs to %s", (address, source) => {
	expect(sourceOf(address)).toBe(source);
});

test("a source past its rate is refused, gets on as time passes, and costs nobody else anything", () => {
	const time = openStillTime();
	const sources = openSources({ time, connections: MANY });
	expect(times(4 * LIMITS.arrivalsPerSecond, () => sources.arrives("a"))).not.toContain(false);
	expect(sources.arrives("a")).toBe(false);
	expect(sources.connects("a", "mqtt").is).toBe("refused");
	expect(sources.arrives("b")).toBe(true);
	time.pass(10);
	expect(times(LIMITS.arrivalsPerSecond / 100, () => sources.arrives("a"))).not.toContain(false);
	expect(sources.arrives("a")).toBe(false);
});

test("a source opens so many rooms at once, and as many in a minute", () => {
	const time = openStillTime();
	const sources = openSources({ time, connections: MANY });
	expect(times(LIMITS.newRoomsPerMinute, () => sources.opensRoom("a"))).not.toContain(false);
	expect(sources.opensRoom("a")).toBe(false);
	time.pass(60_000);
	expect(times(LIMITS.newRoomsPerMinute, () => sources.opensRoom("a"))).not.toContain(false);
	expect(sources.opensRoom("a")).toBe(false);
});

test("a source holds its share of the connections, its pages a few more, and what it gives back it may take again", () => {
	const sources = openSources({ time: openStillTime(), connections: 400 });
	const clients = times(300, () => sources.connects("a", "mqtt")) as { is: string; leave(): void }[];
	expect(clients.every((met) => met.is === "in")).toBe(true);
	expect(sources.connects("a", "mqtt").is).toBe("refused");
	expect(times(50, () => sources.connects("a", "watch").is === "in")).not.toContain(false);
	expect(sources.connects("a", "watch").is).toBe("refused");
	expect(sources.connects("b", "mqtt").is).toBe("in");
	for (const met of clients.slice(0, 51)) met.leave();
	expect(sources.connects("a", "mqtt").is).toBe("in");
});

test("a source that does not stop is broken off without a sentence, until those that are being refused have gone", () => {
	const sources = openSources({ time: openStillTime(), connections: 0 });
	const refused = times(LIMITS.refusalsPerSource, () => sources.connects("a", "mqtt")) as { is: string; leave(): void }[];
	expect(refused.every((met) => met.is === "refused")).toBe(true);
	expect(sources.connects("a", "mqtt").is).toBe("broken");
	refused[0]?.leave();
	expect(sources.connects("a", "mqtt").is).toBe("refused");
});

test("of many sources those are remembered that are connected, and those heard from last", () => {
	const sources = openSources({ time: openStillTime(), connections: MANY });
	const spend = (source: string) => times(LIMITS.newRoomsPerMinute, () => sources.opensRoom(source));
	sources.connects("connected", "mqtt");
	spend("connected");
	spend("gone");
	for (let count = 0; count < LIMITS.sources - 1; count += 1) sources.arrives(`other-${count}`);
	spend("recent");
	expect([sources.opensRoom("connected"), sources.opensRoom("recent"), sources.opensRoom("gone")]).toEqual([false, false, true]);
});
