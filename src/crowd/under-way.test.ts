import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { pucksOf, underWay } from "./under-way.ts";

const CLIENTS = Array.from({ length: 27 }, (_, at) => `s${String(at + 1).padStart(2, "0")}-sub`);
const NARROW = { gap: 0.1, most: 6 };

/** A world in which these packets are under way, each so many ms since it left, of 2000. */
function worldOf(sent: readonly (readonly [client: string, message: string, ms: number])[]): World {
	const clients = [...new Set(sent.map(([client]) => client))];
	const facts: Fact[] = [opened, ...clients.flatMap((client) => connected(client, false))];
	for (const [at, [client, message]] of sent.entries()) facts.push(entered(client, `p${at}`, publish(message, 1, at + 1), "down"));
	const { live } = historyOf(facts);
	const packets = Object.fromEntries(
		Object.entries(live.packets).map(([id, packet], at) => [
			id,
			{ ...packet, from: 0, since: 10_000 - (sent[at]?.[2] ?? 0), delayMs: 2_000 },
		]),
	);
	return { ...live, packets };
}
const pucks = (world: World, options = NARROW) =>
	pucksOf(
		underWay(world, () => true),
		{ now: 10_000, ...options },
	);
const told = (world: World, options = NARROW) => pucks(world, options).map(({ message, count }) => `${message} × ${count}`);

describe("what is under way to many", () => {
	it("is one puck for all copies that left together", () => {
		expect(told(worldOf(CLIENTS.map((client, at) => [client, "m12", 500 - at])))).toEqual(["m12 × 27"]);
	});

	it("is a second puck for copies that have parted", () => {
		expect(
			told(
				worldOf([
					["s01-sub", "m12", 1_500],
					["s02-sub", "m12", 1_500],
					["s03-sub", "m12", 300],
				]),
			),
		).toEqual(["m12 × 2", "m12 × 1"]);
	});

	it("is one puck, named after the newest, where there is no room for two", () => {
		const close = worldOf([
			["s01-sub", "m11", 700],
			["s02-sub", "m12", 600],
		]);
		expect(told(close)).toEqual(["m12 × 2"]);
		expect(told(close, { gap: 0.01, most: 6 })).toEqual(["m11 × 1", "m12 × 1"]);
	});

	it("is never more than six pucks: older ones are one, and every copy is counted", () => {
		const many = worldOf(CLIENTS.slice(0, 10).map((client, at) => [client, `m${at + 1}`, 1_900 - at * 190]));
		const all = pucks(many, { gap: 0.01, most: 6 });
		expect(all).toHaveLength(6);
		expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(10);
		expect(all.map(({ count }) => count)).toEqual([5, 1, 1, 1, 1, 1]);
	});

	it("names the only client that a puck is for", () => {
		expect(pucks(worldOf([["s09-sub", "m12", 500]]))[0]).toMatchObject({ client: "s09-sub", count: 1 });
	});

	it("leaves out the wires of other clients, and PING", () => {
		const { live } = historyOf([
			opened,
			...connected("s01-sub", false),
			...connected("pub-1", true),
			entered("pub-1", "p1", publish("m1", 1, 1)),
			entered("s01-sub", "p2", { type: "PINGREQ" }),
		]);
		expect(underWay(live, (client) => client !== "pub-1")).toEqual([]);
	});
});
