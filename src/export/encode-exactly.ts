import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { PACKET_TYPES } from "#mqtt/packet.ts";

/**
 * The bytes of a packet of MQTT 3.1.1, from what an event tells of it; null where the event does not tell all of them. bytes: how many the
 * packet had: a user name, or a length written in more bytes than it needs, shows in that number.
 */
export function encodeExactly(fields: PacketFields, bytes: number): Uint8Array | null {
	const body = bodyOf(fields, bytes);
	if (body === null || body.length > bytes) return null;
	const flags = fields.type === "PUBLISH" ? (Number(fields.dup) << 3) | (fields.qos << 1) | Number(fields.retain) : FLAGS[fields.type];
	const packet = Uint8Array.from([(PACKET_TYPES.indexOf(fields.type) << 4) | (flags ?? 0), ...lengthOf(body.length), ...body]);
	return packet.length === bytes ? packet : null;
}

/** The lower half of the first byte [3.1.1 section 2.2.2]. */
const FLAGS: Partial<Record<PacketFields["type"], number>> = { PUBREL: 2, SUBSCRIBE: 2, UNSUBSCRIBE: 2 };

function bodyOf(fields: PacketFields, bytes: number): readonly number[] | null {
	switch (fields.type) {
		case "CONNECT":
			return connectOf(fields);
		case "CONNACK":
			return fields.sessionPresent === undefined ? null : [Number(fields.sessionPresent), fields.returnCode];
		case "PUBLISH": {
			const payload = payloadOf(fields);
			const id = fields.packetId === null ? [] : twoBytes(fields.packetId);
			return payload === null ? null : [...text(fields.topic), ...id, ...payload];
		}
		case "SUBSCRIBE":
			if (fields.more !== undefined || fields.filters.length > bytes) return null;
			return [...twoBytes(fields.packetId), ...fields.filters.flatMap(({ filter, qos }) => [...text(filter), qos])];
		case "SUBACK":
			return fields.more !== undefined ? null : [...twoBytes(fields.packetId), ...fields.returnCodes];
		case "UNSUBSCRIBE":
			if (fields.more !== undefined || fields.filters.length > bytes) return null;
			return [...twoBytes(fields.packetId), ...fields.filters.flatMap(text)];
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return [];
		default:
			return twoBytes(fields.packetId);
	}
}

function connectOf({
	clientId,
	cleanSession,
	keepAlive,
	level,
	will,
}: Extract<PacketFields, { type: "CONNECT" }>): readonly number[] | null {
	const last = will === null ? [] : payloadOf(will);
	if (level !== undefined || last === null) return null;
	const willFlags = will === null ? 0 : 4 | (will.qos << 3) | (Number(will.retain) << 5);
	const payload = will === null ? [] : [...text(will.topic), ...twoBytes(last.length), ...last];
	return [...text("MQTT"), 4, (Number(cleanSession) << 1) | willFlags, ...twoBytes(keepAlive), ...text(clientId), ...payload];
}

/** Null: the event carries only the beginning of the payload, or its bytes in hex. */
function payloadOf({ payload, payloadBytes }: { readonly payload: string; readonly payloadBytes: number }): readonly number[] | null {
	// A preview of full length may stand for the hex of as many bytes as it has characters.
	if (payload.length >= LIMITS.payloadPreview) return null;
	const bytes = UTF8.encode(payload);
	return bytes.length === payloadBytes ? [...bytes] : null;
}

const UTF8 = new TextEncoder();

function text(one: string): readonly number[] {
	const bytes = UTF8.encode(one);
	return [...twoBytes(bytes.length), ...bytes];
}

function twoBytes(one: number): readonly number[] {
	return [(one >> 8) & 0xff, one & 0xff];
}

/** The remaining length in as few bytes as it takes [3.1.1 section 2.2.3]. */
function lengthOf(length: number): readonly number[] {
	return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...lengthOf(length >> 7)];
}
