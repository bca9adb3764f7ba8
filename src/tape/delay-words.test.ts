import { expect, it } from "vitest";
import type { World } from "#model/world.ts";
import { saysDelay } from "./delay-words.ts";

const said = (delayMs: number, own: Readonly<Record<string, number>> = {}) => {
	const wires = Object.entries(own).map(([clientId, ownDelayMs]) => [clientId, { connection: clientId, clientId, ownDelayMs }]);
	return saysDelay({ delayMs, connections: Object.fromEntries(wires) as World["connections"] });
};

it("says how long a packet takes, and on which wire it takes another time", () => {
	expect(said(0)).toBe("every packet");
	expect(said(500)).toBe("every packet, 0.5 s from lane to lane");
	expect(said(2_000, { "sub-1": 6_000 })).toBe("every packet, 2 s from lane to lane; sub-1 6 s");
	expect(said(2_000, { "sub-1": 2_000 })).toBe("every packet, 2 s from lane to lane");
	expect(said(0, { "sub-1": 6_000 })).toBe("every packet, at once from lane to lane; sub-1 6 s");
	expect(said(500, { a: 1_000, b: 2_000, c: 3_000 })).toBe("every packet, 0.5 s from lane to lane; 3 wires their own");
});
