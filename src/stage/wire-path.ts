import type { Direction } from "#mqtt/packet.ts";
import type { Gauge } from "./layout.ts";

export type Point = { readonly x: number; readonly y: number };

/** One wire as drawn: from its client's socket to the broker's socket, along x on a wide stage, along y on a tall one. */
export type WireShape = {
	readonly clientId: string;
	readonly axis: "x" | "y";
	/** Ends of the lanes: where the socket blocks begin. `across` is the middle of the two lanes. */
	readonly client: { readonly along: number; readonly across: number };
	readonly broker: { readonly along: number; readonly across: number };
	readonly gauge: Gauge;
	/** Px that are free below the wire at the broker's end, for a hanging plug and for words. */
	readonly below: number;
};

/** Thickness of a socket block, along the wire. */
export const SOCKET = 15;

/** The lane's offset from the middle: towards the broker above (or left), back below (or right). */
export function laneOffset(shape: Pick<WireShape, "gauge">, direction: Direction): number {
	return direction === "up" ? -shape.gauge.gap : shape.gauge.gap;
}

/**
 * The middle of a packet at `progress` (0 = it has just left, 1 = the far end) on its lane. Linear along the wire, never eased; `inset` keeps its
 * body out of the sockets at both ends. A wire whose ends are not level is a smoothstep, the curve that lanePath draws.
 */
export function pointOn(shape: WireShape, direction: Direction, progress: number, inset: number): Point {
	const t = direction === "up" ? progress : 1 - progress;
	const length = shape.broker.along - shape.client.along;
	const kept = Math.abs(length) > 2 * inset ? inset * Math.sign(length) : length / 2;
	const along = shape.client.along + kept + t * (length - 2 * kept);
	const u = length === 0 ? 0 : (along - shape.client.along) / length;
	const across = shape.client.across + (shape.broker.across - shape.client.across) * u * u * (3 - 2 * u) + laneOffset(shape, direction);
	return shape.axis === "x" ? { x: along, y: across } : { x: across, y: along };
}

/** SVG path of one lane from the client's end to the broker's end. With control points at thirds, x is linear in t. */
export function lanePath(shape: WireShape, direction: Direction): string {
	const offset = laneOffset(shape, direction);
	const third = (shape.broker.along - shape.client.along) / 3;
	const at = (along: number, across: number) => (shape.axis === "x" ? `${along} ${across}` : `${across} ${along}`);
	const from = shape.client.across + offset;
	const to = shape.broker.across + offset;
	if (from === to) return `M${at(shape.client.along, from)}L${at(shape.broker.along, to)}`;
	return `M${at(shape.client.along, from)}C${at(shape.client.along + third, from)} ${at(shape.broker.along - third, to)} ${at(shape.broker.along, to)}`;
}

/** Nearest of five stations, for people who asked for less motion. */
export function station(progress: number): number {
	return Math.floor(progress * 4 + 1e-9) / 4;
}
