import type { IConnectPacket, IPublishPacket, Packet, QoS } from "mqtt-packet";
import { cut } from "#mqtt/cut.ts";

export type { Packet, QoS };

/** As much of a payload as a line carries. */
export const short = (payload: string) => cut(payload, 21);

export function connect(clientId: string, more: Partial<IConnectPacket> = {}): Packet {
	return { cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean: true, keepalive: 0, ...more };
}

export function will(topic: string, qos: QoS = 0, retain = false) {
	return { topic, payload: Buffer.from("gone"), qos, retain };
}

type PublishMore = Partial<Pick<IPublishPacket, "retain" | "dup">> & { readonly id?: number };

export function publish(topic: string, payload: string, qos: QoS = 0, { id = 1, ...more }: PublishMore = {}): Packet {
	return { cmd: "publish", topic, payload, qos, dup: false, retain: false, ...(qos === 0 ? {} : { messageId: id }), ...more };
}

/** Filters with the QoS that is asked for each. */
export function subscribe(id: number, ...filters: readonly (readonly [string, QoS])[]): Packet {
	return { cmd: "subscribe", messageId: id, subscriptions: filters.map(([topic, qos]) => ({ topic, qos })) };
}

export function unsubscribe(id: number, ...filters: string[]): Packet {
	return { cmd: "unsubscribe", messageId: id, unsubscriptions: filters };
}

export const puback = (id: number): Packet => ({ cmd: "puback", messageId: id });
export const pubrec = (id: number): Packet => ({ cmd: "pubrec", messageId: id });
export const pubrel = (id: number): Packet => ({ cmd: "pubrel", messageId: id });
export const pubcomp = (id: number): Packet => ({ cmd: "pubcomp", messageId: id });
export const PINGREQ: Packet = { cmd: "pingreq" };
export const DISCONNECT: Packet = { cmd: "disconnect" };

/** The packet id; 0 where there is none. */
export function idOf(packet: Packet): number {
	return packet.messageId ?? 0;
}

export function payloadOf(packet: Packet): string {
	return packet.cmd === "publish" ? String(packet.payload) : "";
}

/** A packet as probes and records write it. Packet ids of the broker's own PUBLISHes are left out: the broker chooses them. */
export function lineOf(packet: Packet): string {
	switch (packet.cmd) {
		case "connack":
			return `CONNACK ${packet.returnCode}, session present ${packet.sessionPresent ? 1 : 0}`;
		case "publish": {
			const payload = short(String(packet.payload));
			return `PUBLISH ${packet.topic} "${payload}" QoS ${packet.qos}${packet.dup ? " DUP" : ""}${packet.retain ? " RETAIN" : ""}`;
		}
		case "suback":
			return `SUBACK ${packet.messageId} [${packet.granted.join(", ")}]`;
		default:
			return packet.messageId === undefined ? packet.cmd.toUpperCase() : `${packet.cmd.toUpperCase()} ${packet.messageId}`;
	}
}

/** Bytes that mqtt-packet would not write: a packet from its first byte and its parts. */
export function bytesOf(firstByte: number, ...parts: readonly (string | number | Uint8Array)[]): Uint8Array {
	const body = Buffer.concat(
		parts.map((part) => (typeof part === "number" ? Uint8Array.of(part) : typeof part === "string" ? text(part) : part)),
	);
	if (body.length > 127) throw new Error("one byte of remaining length is enough for a probe");
	return Buffer.concat([Uint8Array.of(firstByte, body.length), body]);
}

/** A string with its length in front [3.1.1 section 1.5.3]. */
export function text(of: string | Uint8Array): Uint8Array {
	const bytes = Buffer.from(of as string);
	return Buffer.concat([uint16(bytes.length), bytes]);
}

export function uint16(value: number): Uint8Array {
	return Uint8Array.of(value >> 8, value & 0xff);
}

/** CONNECT of client x with a protocol level that nobody speaks. */
export const LEVEL_6 = bytesOf(0x10, "MQTT", 6, 2, uint16(0), "x");
