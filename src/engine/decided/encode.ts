import { Buffer } from "node:buffer";
import { LONG_BYTES, type PacketLoad } from "#engine/wire/load.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";

/** One PUBLISH as bytes, and the position of its packet id; -1 at QoS 0, which has no packet id [MQTT-2.3.1-5]. tail: what is behind the id, where that is long. */
export type PublishBytes = { readonly bytes: Uint8Array; readonly idAt: number; readonly tail: Uint8Array | null };

type PublishShape = {
	readonly topic: string;
	readonly payload: Uint8Array;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly dup: boolean;
	readonly packetId: number | null;
};

/** The packets that the store and the wire send themselves; Aedes writes the others. Encoded by hand: no packet is sent more often than PUBLISH. */
export function encodePublish({ topic, payload, qos, retain, dup, packetId }: PublishShape): PublishBytes {
	const topicLength = Buffer.byteLength(topic);
	const idLength = qos === 0 ? 0 : 2;
	const length = 2 + topicLength + idLength + payload.length;
	const { packet: bytes, bodyAt } = header(0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0), length);
	bytes[bodyAt] = topicLength >> 8;
	bytes[bodyAt + 1] = topicLength & 0xff;
	bytes.write(topic, bodyAt + 2);
	const idAt = qos === 0 ? -1 : bodyAt + 2 + topicLength;
	if (packetId !== null && idAt !== -1) putId(bytes, idAt, packetId);
	bytes.set(payload, bodyAt + 2 + topicLength + idLength);
	return { bytes, idAt, tail: idAt !== -1 && payload.length >= LONG_BYTES ? bytes.subarray(idAt + 2) : null };
}

/**
 * The same PUBLISH under another packet id and with a DUP of its own: only these differ between two subscribers of one message. tail: a long
 * payload, which all of them share.
 */
export function again({ bytes, idAt, tail }: PublishBytes, packetId: number, dup: boolean): Pick<PacketLoad, "bytes" | "tail"> {
	const own = tail === null ? bytes : bytes.subarray(0, idAt + 2);
	const copy = Buffer.allocUnsafe(own.length);
	copy.set(own);
	copy[0] = ((bytes[0] as number) & ~8) | (dup ? 8 : 0);
	putId(copy, idAt, packetId);
	return tail === null ? { bytes: copy } : { bytes: copy, tail };
}

function putId(bytes: Uint8Array, at: number, packetId: number): void {
	bytes[at] = packetId >> 8;
	bytes[at + 1] = packetId & 0xff;
}

/** What answers a publisher [3.1.1 sections 3.4, 3.5, 3.7]. */
export type PublisherAnswer = { readonly type: keyof typeof ANSWERS; readonly packetId: number };
const ANSWERS = { PUBACK: 0x40, PUBREC: 0x50, PUBCOMP: 0x70 } as const;

export function encodeAnswer({ type, packetId }: PublisherAnswer): Uint8Array {
	return Uint8Array.of(ANSWERS[type], 2, packetId >> 8, packetId & 0xff);
}

export const PINGRESP = Uint8Array.of(0xd0, 0);

export function encodePubrel(packetId: number): Uint8Array {
	return Uint8Array.of(0x62, 2, packetId >> 8, packetId & 0xff);
}

export function encodeConnack(returnCode: number, sessionPresent: boolean): Uint8Array {
	return Uint8Array.of(0x20, 2, sessionPresent ? 1 : 0, returnCode);
}

/** A CONNECT of MQTT 3.1.1 that asks for the same as this one, whatever its version; user name and password are left out: nobody asks for them. */
export function encodeConnect({ clientId, cleanSession, keepAlive, will }: Extract<Packet, { type: "CONNECT" }>): Uint8Array {
	const flags = (cleanSession ? 2 : 0) | (will === null ? 0 : 4 | (will.qos << 3) | (will.retain ? 0x20 : 0));
	const body = [
		...[field(Buffer.from("MQTT")), Buffer.of(4, flags, keepAlive >> 8, keepAlive & 0xff), field(Buffer.from(clientId))],
		...(will === null ? [] : [field(Buffer.from(will.topic)), field(will.payload)]),
	];
	const { packet, bodyAt } = header(
		0x10,
		body.reduce((sum, { length }) => sum + length, 0),
	);
	Buffer.concat(body).copy(packet, bodyAt);
	return packet;
}

/** Bytes with their length before them. */
function field(bytes: Uint8Array): Buffer {
	return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}

/** A SUBSCRIBE or UNSUBSCRIBE for the filter "x": only its packet id counts. */
export function encodeAsked(type: "SUBSCRIBE" | "UNSUBSCRIBE", packetId: number): Uint8Array {
	const [high, low] = [packetId >> 8, packetId & 0xff];
	return type === "SUBSCRIBE" ? Uint8Array.of(0x82, 6, high, low, 0, 1, 0x78, 0) : Uint8Array.of(0xa2, 5, high, low, 0, 1, 0x78);
}

/** granted: one code for each filter, at most LIMITS.packetBytes of them. */
export function encodeSuback(packetId: number, granted: readonly number[]): Uint8Array {
	const bytes = header(0x90, 2 + granted.length);
	putId(bytes.packet, bytes.bodyAt, packetId);
	bytes.packet.set(granted, bytes.bodyAt + 2);
	return bytes.packet;
}

/** A packet with its fixed header written; the rest is still to be written [3.1.1 section 2.2]. */
function header(first: number, length: number): { readonly packet: Buffer; readonly bodyAt: number } {
	const bodyAt = length < 0x80 ? 2 : length < 0x4000 ? 3 : length < 0x20_0000 ? 4 : 5;
	const packet = Buffer.allocUnsafe(bodyAt + length);
	packet[0] = first;
	let left = length;
	for (let at = 1; at < bodyAt; at += 1) {
		packet[at] = (left & 0x7f) | (at === bodyAt - 1 ? 0 : 0x80);
		left >>>= 7;
	}
	return { packet, bodyAt };
}
