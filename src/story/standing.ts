import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import { led, type Narration } from "./family.ts";
import { packetName } from "./packet-line.ts";

/** What stands still, and where, while the room is paused. `now` in room-clock ms. */
export function pausedNarration(world: World, now: number): Narration {
	const held = Object.values(world.packets);
	const first = held.reduce<PacketUnderWay | null>((soonest, packet) => {
		return soonest === null || remaining(packet, now) < remaining(soonest, now) ? packet : soonest;
	}, null);
	if (first === null) return led("Paused.", "No packet is on a wire.");
	const name = first.fields.type === "PUBLISH" ? first.fields.message : packetName(first.fields);
	const client = world.connections[first.connection]?.clientId ?? "a client";
	const others = held.length === 1 ? "" : held.length === 2 ? " One more packet is held." : ` ${held.length - 1} more packets are held.`;
	return led("Paused.", `${stillText(name, client, first.direction === "up" ? "The broker" : client)}${others}`);
}

/** About one packet: where the packet stands, and who does not know of it. */
export function stillText(name: string, client: string, unaware = "The broker"): string {
	return `${name} is still on ${client}’s wire. ${unaware} has not seen it yet.`;
}

function remaining(packet: PacketUnderWay, now: number): number {
	return packet.delayMs * (1 - progress(packet, now));
}
