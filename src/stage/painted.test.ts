import { expect, test } from "vitest";
import type { PacketUnderWay } from "#model/world.ts";
import { GAUGES } from "./layout.ts";
import { type Crowd, dotsOf } from "./painted.ts";
import type { WireShape } from "./wire-path.ts";

const shape: WireShape = {
	clientId: "sub-1",
	axis: "x",
	client: { along: 400, across: 50 },
	broker: { along: 100, across: 50 },
	gauge: GAUGES.full,
	below: 200,
};
const shapes = new Map([[shape.clientId, shape]]);
/** Packets that entered so many ms apart on a wire that takes 10 s. */
const crowd = (count: number, apartMs: number): Crowd =>
	Array.from({ length: count }, (_, n) => {
		const packet = { packet: `p${n}`, direction: "down", from: 0, since: n * apartMs, delayMs: 10_000, still: false };
		return { clientId: shape.clientId, packet: packet as PacketUnderWay };
	});
const dots = (packets: Crowd, at: number) => dotsOf(packets, new Map(), shapes, at).map(({ packet }) => packet.packet);

test("packets apart from each other are painted one by one, the first in front of the others", () => {
	expect(dots(crowd(4, 2_000), 8_000)).toEqual(["p3", "p2", "p1", "p0"]);
});

test("of packets on one spot only the one in front is painted", () => {
	expect(dots(crowd(4_000, 0), 5_000)).toEqual(["p0"]);
});

test("a lane takes no more dots than it has pixels, however many packets are on it", () => {
	const painted = dots(crowd(4_000, 2), 9_000);
	expect(painted.length).toBeLessThanOrEqual(301);
	expect(painted.length).toBeGreaterThan(200);
	expect(painted.at(-1)).toBe("p0");
});
