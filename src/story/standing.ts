import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
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
	const known = first.fields.type === "PUBLISH" && isKnown(world, first.fields, first.direction, client);
	return led("Paused.", `${stillText(name, client, known ? null : first.direction === "up" ? "The broker" : client)}${others}`);
}

/** About one packet: where the packet stands, and who does not know of it; null: that end has had the same message before. */
export function stillText(name: string, client: string, unaware: string | null): string {
	return `${name} is still on ${client}’s wire. ${unaware === null ? "This copy has not arrived yet." : `${unaware} has not seen it yet.`}`;
}

/** Whether the far end may have had this message already: from an earlier sending, or as another copy of it. */
export function isKnown(world: World, { message, attempt }: Publish, direction: Direction, client: string): boolean {
	if (attempt > 1) return true;
	const known = world.messages[message];
	if (direction === "up") return known === undefined || (known.phase !== "to-broker" && known.phase !== "with-sender");
	return (world.copies[message]?.[client] ?? 0) > 0;
}

type Publish = Extract<PacketUnderWay["fields"], { type: "PUBLISH" }>;

function remaining(packet: PacketUnderWay, now: number): number {
	return packet.delayMs * (1 - progress(packet, now));
}
