import { Buffer } from "node:buffer";
import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import type { Packet, Will } from "#mqtt/packet.ts";
import { DIALECT_3_1_1, type Dialect } from "#mqtt/version.ts";
import type { Preview } from "./session.ts";

type PublishFields = Extract<PacketFields, { type: "PUBLISH" }>;

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** A payload as events carry it: the first characters of its text, or of its bytes in hex when they are not text. */
export function previewOf(payload: Uint8Array): Preview {
	const most = LIMITS.payloadPreview;
	const plain = asciiHead(payload, most);
	if (plain !== null) return { payload: plain, payloadBytes: payload.length };
	// A character takes four bytes at most; a character cut in half at the end is left off.
	const cut = payload.length > most * 4;
	const head = cut ? payload.subarray(0, most * 4) : payload;
	let text: string;
	try {
		text = UTF8.decode(head, { stream: cut });
		if (cut) UTF8.decode();
	} catch {
		text = hex(payload, most);
	}
	return { payload: [...text].slice(0, most).join(""), payloadBytes: payload.length };
}

/** The fast path for most payloads; null when the bytes that matter are not all ASCII. */
function asciiHead(payload: Uint8Array, most: number): string | null {
	const decides = Math.min(payload.length, most * 4);
	for (let at = 0; at < decides; at += 1) if ((payload[at] as number) > 0x7f) return null;
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
	return bytes.toString("latin1", 0, most);
}

export function hex(bytes: Uint8Array, most: number): string {
	return Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

export function willFields(will: Will): { topic: string; payload: string; payloadBytes: number; qos: Will["qos"]; retain: boolean } {
	return { topic: will.topic, ...previewOf(will.payload), qos: will.qos, retain: will.retain };
}

type Publish = Extract<Packet, { type: "PUBLISH" }>;

/** What events tell of a PUBLISH: of this particular sending of that message. preview: of its payload, where it has been read before. */
export function publishFieldsOf(
	{ type, topic, payload: bytes, qos, retain, dup, packetId }: Publish,
	{ message, kind, ordinal }: Named,
	attempt: number,
	{ payload, payloadBytes }: Preview = previewOf(bytes),
): PublishFields {
	return { type, topic, payload, payloadBytes, qos, retain, dup, packetId, message, kind, ordinal, attempt };
}

/**
 * What events tell of any other packet: copies, never views, or a kept event would pin the socket's read buffer. message: the message that
 * an acknowledgement is for, if known. dialect: of the client's version of MQTT.
 */
export function fieldsOf(packet: Exclude<Packet, Publish>, message: string | null, dialect: Dialect = DIALECT_3_1_1): PacketFields {
	switch (packet.type) {
		case "CONNECT": {
			const { clientId, cleanSession, keepAlive, will, protocolLevel } = packet;
			const level = protocolLevel === 4 ? {} : { level: protocolLevel };
			return { type: "CONNECT", clientId, cleanSession, keepAlive, ...level, will: will === null ? null : willFields(will) };
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return { type: packet.type, packetId: packet.packetId, message };
		case "SUBSCRIBE":
			return { type: "SUBSCRIBE", packetId: packet.packetId, ...firstFilters(packet.filters, ({ filter }) => filter) };
		case "SUBACK": {
			const { packetId, returnCodes } = packet;
			return {
				type: "SUBACK",
				packetId,
				returnCodes: returnCodes.slice(0, LIMITS.filtersInEvent),
				...leftOut(returnCodes, LIMITS.filtersInEvent),
			};
		}
		case "UNSUBSCRIBE":
			return { type: "UNSUBSCRIBE", packetId: packet.packetId, ...firstFilters(packet.filters, (filter) => filter) };
		case "CONNACK":
			return {
				type: "CONNACK",
				...(dialect.tellsSessionPresent ? { sessionPresent: packet.sessionPresent } : {}),
				returnCode: packet.returnCode,
			};
		case "UNSUBACK":
			return { type: "UNSUBACK", packetId: packet.packetId };
		default:
			return { type: packet.type };
	}
}

/** As many of these filters as an event carries. */
function firstFilters<T>(all: readonly T[], textOf: (one: T) => string): { readonly filters: T[]; readonly more?: number } {
	let characters = 0;
	let count = 0;
	for (const one of all.slice(0, LIMITS.filtersInEvent)) {
		characters += textOf(one).length;
		if (characters > LIMITS.filterCharactersInEvent) break;
		count += 1;
	}
	return { filters: all.slice(0, count), ...leftOut(all, count) };
}

function leftOut(all: readonly unknown[], carried: number): { readonly more?: number } {
	return all.length > carried ? { more: all.length - carried } : {};
}
