import type { PacketType, QoS } from "./packet.ts";

/** What a packet of this type answers [3.1.1, sections 3.2 to 3.13]. */
const ANSWERED = {
	CONNACK: "CONNECT",
	PUBACK: "PUBLISH",
	PUBREC: "PUBLISH",
	PUBREL: "PUBREC",
	PUBCOMP: "PUBREL",
	SUBACK: "SUBSCRIBE",
	UNSUBACK: "UNSUBSCRIBE",
	PINGRESP: "PINGREQ",
} as const satisfies Partial<Record<PacketType, PacketType>>;

/** The type of the packet that this type answers; null: none. */
export function answeredType(type: PacketType): PacketType | null {
	return isAnswer(type) ? ANSWERED[type] : null;
}

export function isAnswer(type: PacketType): type is keyof typeof ANSWERED {
	return Object.hasOwn(ANSWERED, type);
}

/** What the receiver of this packet has to send back; null: nothing. */
export function answerTo(packet: { readonly type: PacketType; readonly qos?: QoS }): keyof typeof ANSWERED | null {
	if (packet.type === "PUBLISH") return ([null, "PUBACK", "PUBREC"] as const)[packet.qos ?? 0];
	const all = Object.keys(ANSWERED) as (keyof typeof ANSWERED)[];
	return all.find((type) => ANSWERED[type] === packet.type) ?? null;
}
