import { markWidth } from "#kit/packet-mark.tsx";
import { puckWidth } from "#kit/shape.ts";
import type { PacketUnderWay } from "#model/world.ts";
import type { WireShape } from "./wire-path.ts";

export type PacketWay = "right" | "left" | "down" | "up";

export function wayOf(packet: PacketUnderWay, shape: WireShape): PacketWay {
	const forward = shape.broker.along > shape.client.along === (packet.direction === "up");
	if (shape.axis === "x") return forward ? "right" : "left";
	return forward ? "down" : "up";
}

/** Height of the packet's drawing. On a thread only the selected packet is large enough to read. */
export function sizeOn(shape: WireShape, packet: PacketUnderWay, selected: boolean): number {
	const puck = selected ? Math.max(28, shape.gauge.puck) : shape.gauge.puck;
	return packet.fields.type === "PUBLISH" ? puck : Math.max(12, Math.round(puck * 0.6));
}

export function widthOf(packet: PacketUnderWay, h: number): number {
	const { fields } = packet;
	return fields.type === "PUBLISH" ? puckWidth(fields.qos, h) : markWidth(fields.type, h);
}
