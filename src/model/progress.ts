import type { PacketUnderWay } from "./world.ts";

/** Where a packet is on its wire at room-clock time `now`: 0 = the packet has just left, 1 = the far end. */
export function progress(packet: Pick<PacketUnderWay, "from" | "since" | "delayMs" | "still">, now: number): number {
	if (packet.still || packet.delayMs === 0) return packet.from;
	return Math.min(1, Math.max(0, packet.from + (now - packet.since) / packet.delayMs));
}
