import type { Direction } from "#mqtt/packet.ts";

type Spot = { readonly along: number; readonly across: number };
/** Where the trunk of all seats runs on the stage, px. axis: the one along which its wires run. */
export type TrunkEnds = { readonly axis: "x" | "y"; readonly client: Spot; readonly broker: Spot };

/** Px between the trunk and the middle of what rides beside it: towards the broker above, back below. */
const BESIDE = 18;
/** Px that a puck keeps from the ends. */
const INSET = 26;

/** Px from where a wire ends into the edge of what it is plugged into, where it has no socket: upright the sockets are lower. */
const TO_EDGE = { x: 17, y: 13 } as const;

/** From the box of all seats to the broker. */
export function trunkPath({ axis, client, broker }: TrunkEnds): string {
	const way = Math.sign(client.along - broker.along);
	const spot = ({ along, across }: Spot, more: number) => (axis === "x" ? `${along + more} ${across}` : `${across} ${along + more}`);
	return `M${spot(client, way * TO_EDGE[axis])}L${spot(client, 0)}L${spot(broker, 0)}L${spot(broker, -way * TO_EDGE[axis])}`;
}

/** Where a packet leaves and where it arrives. */
export function trunkLane(
	{ axis, client, broker }: TrunkEnds,
	direction: Direction,
): Record<"from" | "to", { readonly x: number; readonly y: number }> {
	const way = Math.sign(broker.along - client.along);
	const inset = Math.min(INSET, Math.abs(broker.along - client.along) / 2);
	const side = direction === "up" ? -BESIDE : BESIDE;
	const at = ({ along, across }: Spot, from: number) =>
		axis === "x" ? { x: along + from, y: across + side } : { x: across + side, y: along + from };
	const [near, far] = [at(client, way * inset), at(broker, -way * inset)];
	return direction === "up" ? { from: near, to: far } : { from: far, to: near };
}
