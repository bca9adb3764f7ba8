import { expect, test } from "vitest";
import { step } from "./commands.ts";
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
		orderOf: (next: ReturnType<typeof step>) => (typeof next === "string" ? next : next.lane.head?.order),
	};
}

test("a step looks at each lane once, however many hold something, and finds the oldest packet", () => {
	const { wires, looks, orderOf } = openWiresWithHeads(Array.from({ length: 190 }, (_, at) => [1_000 + ((at * 71) % 190), null]));
	const next = step(wires, {});
	expect(looks()).toBe(380);
	expect(orderOf(next)).toBe(1_000);
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
	expect(orderOf(step(wires, {}))).toBe(3);
	expect(orderOf(step(wires, { packet: "p5" }))).toBe(5);
	expect(step(wires, { packet: "p2" })).toContain("its wire is silent");
	expect(step([], {})).toContain("No packet on a wire can arrive now");
});
