import type { Wire } from "#engine/wire/wire.ts";
import type { Packet, PacketType } from "#mqtt/packet.ts";

/** One answer that Aedes owes, and its bytes once they have come. */
export type Owed = {
	readonly type: PacketType;
	readonly packetId: number | null;
	given: { readonly packet: Packet; readonly bytes: Uint8Array } | null;
};

const ANSWERS: Partial<Record<PacketType, PacketType>> = {
	PUBREL: "PUBCOMP",
	SUBSCRIBE: "SUBACK",
	UNSUBSCRIBE: "UNSUBACK",
	PINGREQ: "PINGRESP",
};

/** Aedes is about to be handed this packet. */
export function owe(wire: Wire, packet: Packet): void {
	const type = packet.type === "PUBLISH" ? ([undefined, "PUBACK", "PUBREC"] as const)[packet.qos] : ANSWERS[packet.type];
	if (type !== undefined) wire.owed.push({ type, packetId: idOf(packet), given: null });
}

function idOf(packet: Packet): number | null {
	return "packetId" in packet ? packet.packetId : null;
}

/** Aedes has written an answer: it goes out once all that were owed before it have [MQTT-4.6.0-2, -3]. */
export function pay(wire: Wire, packet: Packet, bytes: Uint8Array, answer: (wire: Wire, packet: Packet, bytes: Uint8Array) => void): void {
	const owed = wire.owed.find(({ type, packetId, given }) => given === null && type === packet.type && packetId === idOf(packet));
	if (owed === undefined) throw new Error(`Aedes sent ${packet.type}, for which nobody asked`);
	owed.given = { packet, bytes };
	for (let first = wire.owed[0]; first?.given; first = wire.owed[0]) {
		wire.owed.shift();
		answer(wire, first.given.packet, first.given.bytes);
	}
}
