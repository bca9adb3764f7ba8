import mqttPacket from "mqtt-packet";
import type { QoS } from "#mqtt/packet.ts";

/** The packets that the store and the wire send themselves; Aedes writes the others. */
export function encodePublish(fields: {
	readonly topic: string;
	readonly payload: Uint8Array;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly dup: boolean;
	readonly packetId: number | null;
}): Uint8Array {
	const { topic, payload, qos, retain, dup, packetId } = fields;
	const packet = {
		cmd: "publish",
		topic,
		payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
		qos,
		retain,
		dup,
	} as const;
	return mqttPacket.generate(packetId === null ? packet : { ...packet, messageId: packetId });
}

export function encodePubrel(packetId: number): Uint8Array {
	return mqttPacket.generate({ cmd: "pubrel", messageId: packetId });
}

export function encodeConnack(returnCode: number, sessionPresent: boolean): Uint8Array {
	return mqttPacket.generate({ cmd: "connack", returnCode, sessionPresent });
}

export function encodeSuback(packetId: number, granted: readonly number[]): Uint8Array {
	return mqttPacket.generate({ cmd: "suback", messageId: packetId, granted: [...granted] });
}
