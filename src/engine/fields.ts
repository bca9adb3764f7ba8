import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Packet, Will } from "#mqtt/packet.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** A payload as events carry it: the first characters of its text, or of its bytes in hex when they are no text. */
export function previewOf(payload: Uint8Array): { payload: string; payloadBytes: number } {
	const most = LIMITS.payloadPreview;
	// Four bytes at most make one character; a character cut in half at the end is left off.
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

export function hex(bytes: Uint8Array, most: number): string {
	return Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

export function willFields(will: Will): { topic: string; payload: string; payloadBytes: number; qos: Will["qos"]; retain: boolean } {
	return { topic: will.topic, ...previewOf(will.payload), qos: will.qos, retain: will.retain };
}

/** The message behind a packet, as far as one is known. */
export type Known = { readonly message: string | null; readonly attempt: number };

/** What events tell of a packet: copies, never views, or a kept event would pin the socket's read buffer. */
export function fieldsOf(packet: Packet, known: Known): PacketFields {
	switch (packet.type) {
		case "CONNECT": {
			const { clientId, cleanSession, keepAlive, will } = packet;
			return { type: "CONNECT", clientId, cleanSession, keepAlive, will: will === null ? null : willFields(will) };
		}
		case "PUBLISH": {
			const { topic, payload, qos, retain, dup, packetId } = packet;
			return {
				type: "PUBLISH",
				topic,
				...previewOf(payload),
				qos,
				retain,
				dup,
				packetId,
				message: known.message ?? "?",
				attempt: known.attempt,
			};
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return { type: packet.type, packetId: packet.packetId, message: known.message };
		case "SUBSCRIBE":
			return { type: "SUBSCRIBE", packetId: packet.packetId, filters: packet.filters.map(({ filter, qos }) => ({ filter, qos })) };
		case "SUBACK":
			return { type: "SUBACK", packetId: packet.packetId, returnCodes: [...packet.returnCodes] };
		case "UNSUBSCRIBE":
			return { type: "UNSUBSCRIBE", packetId: packet.packetId, filters: [...packet.filters] };
		case "CONNACK":
			return { type: "CONNACK", sessionPresent: packet.sessionPresent, returnCode: packet.returnCode };
		case "UNSUBACK":
			return { type: "UNSUBACK", packetId: packet.packetId };
		default:
			return { type: packet.type };
	}
}
