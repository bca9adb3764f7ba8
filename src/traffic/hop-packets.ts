import type { PacketFields } from "#contract/event.ts";
import type { World } from "#model/world.ts";
import { otherWay } from "#mqtt/direction.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { packetsOf } from "./lives.ts";
import type { TapePacket, Traffic } from "./traffic.ts";

type Exchanged = Extract<PacketFields, { packetId: unknown; message: unknown }>;
export type ExchangedType = Exchanged["type"];
/** A packet of the exchange of one message. */
export type ExchangedPacket = TapePacket & { readonly fields: Exchanged };

/** The packets of one exchange, in order [MQTT-4.3.1-1, -4.3.2-1, -4.3.3-1]. */
export const EXCHANGES: Readonly<Record<QoS, readonly ExchangedType[]>> = {
	0: ["PUBLISH"],
	1: ["PUBLISH", "PUBACK"],
	2: ["PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"],
};

/**
 * The packets of this message between this client and the broker, oldest first, of those that had set out after the event of this seq. sends:
 * the way in which the message itself goes.
 */
export function hopPackets(
	traffic: Traffic,
	{ clearedSeq }: Pick<World, "clearedSeq">,
	seq: number,
	{ message, clientId, sends }: { readonly message: string; readonly clientId: string; readonly sends: Direction },
): readonly ExchangedPacket[] {
	return packetsOf(traffic, message, { after: clearedSeq, upTo: seq }).filter(
		(packet): packet is ExchangedPacket =>
			packet.clientId === clientId && isExchanged(packet) && packet.direction === wayOf(packet.fields.type, sends),
	);
}

function isExchanged(packet: TapePacket): packet is ExchangedPacket {
	return packet.fields !== null && "message" in packet.fields;
}

/** PUBLISH and PUBREL go as the message goes, and are answered. */
function wayOf(type: ExchangedType, sends: Direction): Direction {
	return type === "PUBLISH" || type === "PUBREL" ? sends : otherWay(sends);
}

/** What had become of a packet after the event of this seq. */
export function standOf({ end }: Pick<TapePacket, "end">, seq: number): "arrived" | "lost" | "unseen" | "under-way" {
	return end === null || end.seq > seq ? "under-way" : end.how;
}
