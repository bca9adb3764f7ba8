import { expect, test } from "vitest";
import { step } from "./commands.ts";
import type { Lane } from "./lane.ts";
import type { Load } from "./load.ts";
import type { Wire } from "./wire.ts";

/** Wires of which only the heads of their lanes are known. */
function openWiresWithHeads(orders: readonly (readonly [number | null, number | null])[], silent = -1) {
	let looks = 0;
	const laneOf = (order: number | null) => ({
		get head() {
			looks += 1;
			return order === null ? null : { order, load: { kind: "packet", name: `p${order}` } };
		},
	});
	const wires = orders.map(([up, down], at) => ({ silent: at === silent, up: laneOf(up), down: laneOf(down) }) as unknown as Wire);
	return {
		wires,
		looks: () => looks,
		orderOf: (lane: Lane<Load> | string) => (typeof lane === "string" ? lane : lane.head?.order),
	};
}

test("a step looks at each lane once, however many hold something, and finds the oldest packet", () => {
	const { wires, looks, orderOf } = openWiresWithHeads(Array.from({ length: 190 }, (_, at) => [1_000 + ((at * 71) % 190), null]));
	const lane = step(wires, undefined);
	expect(looks()).toBe(380);
	expect(orderOf(lane)).toBe(1_000);
});

test("a packet is found by its name where it is first on its lane, and nothing on a silent wire is", () => {
	const { wires, orderOf } = openWiresWithHeads(
		[
			[3, 9],
			[1, 2],
			[null, 5],
		],
		1,
	);
	expect(orderOf(step(wires, undefined))).toBe(3);
	expect(orderOf(step(wires, "p5"))).toBe(5);
	expect(step(wires, "p2")).toContain("its wire is silent");
	expect(step([], undefined)).toContain("No packet on a wire can arrive now");
});
