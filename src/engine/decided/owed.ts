import type { Packet, PacketType } from "#mqtt/packet.ts";
import type { DecidedConnection } from "./connection.ts";

const ANSWERS: Partial<Record<PacketType, PacketType>> = {
	PUBREL: "PUBCOMP",
	SUBSCRIBE: "SUBACK",
	UNSUBSCRIBE: "UNSUBACK",
	PINGREQ: "PINGRESP",
};

/** Aedes is about to be handed this packet. */
export function owe({ owed }: DecidedConnection, packet: Packet): void {
	const type = packet.type === "PUBLISH" ? ([undefined, "PUBACK", "PUBREC"] as const)[packet.qos] : ANSWERS[packet.type];
	if (type !== undefined) owed.push({ type, packetId: idOf(packet), given: null });
}

function idOf(packet: Packet): number | null {
	return "packetId" in packet ? packet.packetId : null;
}

/** Aedes has written an answer, which goes out once all the answers owed before it have gone out [MQTT-4.6.0-2, -3]. */
export function pay(
	{ owed }: DecidedConnection,
	packet: Packet,
	bytes: Uint8Array,
	answer: (packet: Packet, bytes: Uint8Array) => void,
): void {
	const due = owed.find(({ type, packetId, given }) => given === null && type === packet.type && packetId === idOf(packet));
	if (due === undefined) throw new Error(`Aedes sent ${packet.type}, for which nobody asked`);
	due.given = { packet, bytes };
	for (let first = owed[0]; first?.given; first = owed[0]) {
		owed.shift();
		answer(first.given.packet, first.given.bytes);
	}
}
