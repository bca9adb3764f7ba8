import { Malformed } from "./malformed.ts";
import type { FilterRequest, Packet, PacketType, QoS, Will } from "./packet.ts";
import { PACKET_TYPES } from "./packet.ts";
import { Reader } from "./reader.ts";
import { DIALECT_3_1_1, type Dialect, dialectOf, isOf, isProtocolName, READ_WHOLE } from "./version.ts";

/** Flags that the low four bits of the first byte must have, table 2.2; PUBLISH has flags of its own. */
const FLAGS: Partial<Record<PacketType, number>> = { PUBREL: 2, SUBSCRIBE: 2, UNSUBSCRIBE: 2 };

const DUP = 8;

/** Decodes one whole packet strictly as its version says; a CONNECT names its version itself. Throws Malformed. */
export function decode(bytes: Uint8Array, dialect: Dialect = DIALECT_3_1_1): Packet {
	const type = PACKET_TYPES[(bytes[0] ?? 0) >> 4] as PacketType;
	const flags = (bytes[0] ?? 0) & 0x0f;
	const fault = flagsFault(type, flags, dialect);
	if (fault !== null) throw fault;
	const reader = new Reader(bytes, bodyAt(bytes));
	const packet = body(type, flags, reader, dialect);
	reader.end();
	return packet;
}

/** Why a packet of this type cannot have these flags in its first byte; null: it can. */
export function flagsFault(type: PacketType, flags: number, { repeated, unusedBitsAreZero }: Dialect): Malformed | null {
	const asked = FLAGS[type];
	if (type === "PUBLISH" || flags === (asked ?? 0)) return null;
	if (asked !== undefined && repeated.has(type) && flags === (asked | DUP)) return null;
	if (asked === undefined && !unusedBitsAreZero) return null;
	return new Malformed(`${type} with reserved flags ${flags}`, type === "SUBSCRIBE" ? "MQTT-3.8.1-1" : "MQTT-2.2.2-2");
}

function body(type: PacketType, flags: number, reader: Reader, dialect: Dialect): Packet {
	switch (type) {
		case "CONNECT":
			return connect(reader);
		case "CONNACK":
			return { type, sessionPresent: (reader.byte() & 1) === 1, returnCode: reader.byte() };
		case "PUBLISH":
			return publish(flags, reader, dialect);
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
		case "UNSUBACK":
			return { type, packetId: reader.packetId() };
		case "SUBSCRIBE":
			return { type, packetId: reader.packetId(), filters: filterRequests(reader, dialect) };
		case "SUBACK":
			return { type, packetId: reader.packetId(), returnCodes: [...reader.rest()] };
		case "UNSUBSCRIBE":
			return { type, packetId: reader.packetId(), filters: filters(reader) };
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return { type };
		default:
			throw new Malformed(`packet type ${type === "RESERVED" ? 0 : 15} is reserved`, "MQTT-4.8.0-1");
	}
}

function bodyAt(bytes: Uint8Array): number {
	let at = 1;
	while (((bytes[at] ?? 0) & 0x80) !== 0 && at < 4) at += 1;
	return at + 1;
}

function asQos(bits: number, clause: string): QoS {
	if (bits === 3) throw new Malformed("a QoS of 3", clause);
	return bits as QoS;
}

function connect(reader: Reader): Packet {
	const protocolName = reader.text();
	const protocolLevel = reader.byte();
	const flags = reader.byte();
	const keepAlive = reader.uint16();
	const isWhole = isOf(READ_WHOLE, { protocolName, protocolLevel });
	const dialect = dialectOf({ protocolName, protocolLevel });
	if (!isProtocolName(protocolName)) throw new Malformed(`protocol name "${protocolName}"`, "MQTT-3.1.2-1");
	// A CONNECT with another level is answered, not parsed: such a CONNECT has a different shape [MQTT-3.1.2-2].
	if (!isWhole) {
		reader.rest();
		const cleanSession = (flags & 2) !== 0;
		return {
			type: "CONNECT",
			protocolName,
			protocolLevel,
			clientId: "",
			cleanSession,
			keepAlive,
			will: null,
			userName: null,
			hasPassword: false,
		};
	}
	if ((flags & 1) !== 0 && dialect.unusedBitsAreZero) throw new Malformed("the reserved CONNECT flag is set", "MQTT-3.1.2-3");
	const clientId = reader.text();
	const will = readWill(flags, reader, dialect);
	if ((flags & 0xc0) === 0x40) throw new Malformed("a password without a user name", "MQTT-3.1.2-22");
	const isThere = (flag: number) => (flags & flag) !== 0 && (reader.left > 0 || !dialect.credentialsMayBeMissing);
	const userName = isThere(0x80) ? reader.text() : null;
	const hasPassword = isThere(0x40);
	if (hasPassword) reader.binary();
	// What no flag announces is disregarded where that version says so [3.1, section 3.1].
	if (dialect.credentialsMayBeMissing) reader.rest();
	return {
		type: "CONNECT",
		protocolName,
		protocolLevel,
		clientId,
		cleanSession: (flags & 2) !== 0,
		keepAlive,
		will,
		userName,
		hasPassword,
	};
}

function readWill(flags: number, reader: Reader, { unusedBitsAreZero }: Dialect): Will | null {
	const bits = (flags >> 3) & 3;
	const retain = (flags & 0x20) !== 0;
	if ((flags & 4) === 0) {
		if (!unusedBitsAreZero) return null;
		if (bits !== 0) throw new Malformed("a will QoS without a will", "MQTT-3.1.2-13");
		if (retain) throw new Malformed("a will retain without a will", "MQTT-3.1.2-15");
		return null;
	}
	const qos = asQos(bits, "MQTT-3.1.2-14");
	return { topic: reader.text(), payload: reader.binary(), qos, retain };
}

function publish(flags: number, reader: Reader, { unusedBitsAreZero }: Dialect): Packet {
	const qos = asQos((flags >> 1) & 3, "MQTT-3.3.1-4");
	const dup = (flags & DUP) !== 0;
	if (dup && qos === 0 && unusedBitsAreZero) throw new Malformed("DUP on a QoS 0 PUBLISH", "MQTT-3.3.1-2");
	const topic = reader.text();
	const packetId = qos === 0 ? null : reader.packetId();
	return { type: "PUBLISH", topic, payload: reader.rest(), qos, retain: (flags & 1) === 1, dup, packetId };
}

function filterRequests(reader: Reader, { unusedBitsAreZero }: Dialect): FilterRequest[] {
	const found: FilterRequest[] = [];
	while (reader.left > 0) {
		const filter = reader.text();
		const options = reader.byte() & (unusedBitsAreZero ? 0xff : 3);
		if (options > 2) throw new Malformed("SUBSCRIBE options above 2", "MQTT-3-8.3-4");
		found.push({ filter, qos: options as QoS });
	}
	if (found.length === 0) throw new Malformed("a SUBSCRIBE without a filter", "MQTT-3.8.3-3");
	return found;
}

function filters(reader: Reader): string[] {
	const found: string[] = [];
	while (reader.left > 0) found.push(reader.text());
	if (found.length === 0) throw new Malformed("an UNSUBSCRIBE without a filter", "MQTT-3.10.3-2");
	return found;
}
