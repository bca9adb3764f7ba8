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
	return readPacket(bytes[0] ?? 0, new Reader(bytes, bodyAt(bytes)), dialect);
}

/** Reads a packet that begins with this byte from a reader that stands behind the fixed header. */
export function readPacket(first: number, reader: Reader, dialect: Dialect): Packet {
	const type = PACKET_TYPES[first >> 4] as PacketType;
	const flags = first & 0x0f;
	const fault = flagsFault(type, flags, dialect);
	if (fault !== null) throw fault;
	try {
		const packet = body(type, flags, reader, dialect);
		reader.end();
		return packet;
	} catch (broken) {
		// With the byte that was read last it showed, unless that is known better.
		if (broken instanceof Malformed) broken.offset ??= reader.position - 1;
		throw broken;
	}
}

/** Why a packet of this type cannot have these flags in its first byte; null: it can. */
export function flagsFault(type: PacketType, flags: number, { repeated, unusedBitsAreZero }: Dialect): Malformed | null {
	const asked = FLAGS[type];
	if (type === "PUBLISH" || flags === (asked ?? 0)) return null;
	if (asked !== undefined && repeated.has(type) && flags === (asked | DUP)) return null;
	if (asked === undefined && !unusedBitsAreZero) return null;
	return new Malformed(`${type} with reserved flags ${flags}`, type === "SUBSCRIBE" ? "MQTT-3.8.1-1" : "MQTT-2.2.2-2", undefined, 0);
}

function body(type: PacketType, flags: number, reader: Reader, dialect: Dialect): Packet {
	switch (type) {
		case "CONNECT":
			return connect(reader);
		case "CONNACK":
			return { type, sessionPresent: (reader.byte("acknowledge flags") & 1) === 1, returnCode: reader.byte("return code") };
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
			return { type, packetId: reader.packetId(), returnCodes: reader.codes("return code") };
		case "UNSUBSCRIBE":
			return { type, packetId: reader.packetId(), filters: filters(reader) };
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return { type };
		default:
			throw new Malformed(`packet type ${type === "RESERVED" ? 0 : 15} is reserved`, "MQTT-4.8.0-1", undefined, 0);
	}
}

function bodyAt(bytes: Uint8Array): number {
	let at = 1;
	while (((bytes[at] ?? 0) & 0x80) !== 0 && at < 4) at += 1;
	return at + 1;
}

function asQos(bits: number, clause: string, at: number): QoS {
	if (bits === 3) throw new Malformed("a QoS of 3", clause, undefined, at);
	return bits as QoS;
}

function connect(reader: Reader): Packet {
	const start = reader.position;
	const protocolName = reader.text("protocol name");
	const protocolLevel = reader.byte("protocol level");
	const flagsAt = reader.position;
	const flags = reader.byte("connect flags");
	const keepAlive = reader.uint16("keep alive");
	const isWhole = isOf(READ_WHOLE, { protocolName, protocolLevel });
	const dialect = dialectOf({ protocolName, protocolLevel });
	if (!isProtocolName(protocolName)) throw new Malformed(`protocol name "${protocolName}"`, "MQTT-3.1.2-1", undefined, start + 2);
	// A CONNECT with another level is answered, not parsed: such a CONNECT has a different shape [MQTT-3.1.2-2].
	if (!isWhole) {
		if (reader.left > 0) reader.rest("other version");
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
	const breaks = (says: string, clause: string) => new Malformed(says, clause, undefined, flagsAt);
	if ((flags & 1) !== 0 && dialect.unusedBitsAreZero) throw breaks("the reserved CONNECT flag is set", "MQTT-3.1.2-3");
	const clientId = reader.text("client id");
	const will = readWill(flags, flagsAt, reader, dialect);
	if ((flags & 0xc0) === 0x40) throw breaks("a password without a user name", "MQTT-3.1.2-22");
	const isThere = (flag: number) => (flags & flag) !== 0 && (reader.left > 0 || !dialect.credentialsMayBeMissing);
	const userName = isThere(0x80) ? reader.text("user name") : null;
	const hasPassword = isThere(0x40);
	if (hasPassword) reader.binary("password");
	// What no flag announces is disregarded where that version says so [3.1, section 3.1].
	if (dialect.credentialsMayBeMissing && reader.left > 0) reader.rest("disregarded");
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

function readWill(flags: number, flagsAt: number, reader: Reader, { unusedBitsAreZero }: Dialect): Will | null {
	const bits = (flags >> 3) & 3;
	const retain = (flags & 0x20) !== 0;
	if ((flags & 4) === 0) {
		if (!unusedBitsAreZero) return null;
		if (bits !== 0) throw new Malformed("a will QoS without a will", "MQTT-3.1.2-13", undefined, flagsAt);
		if (retain) throw new Malformed("a will retain without a will", "MQTT-3.1.2-15", undefined, flagsAt);
		return null;
	}
	const qos = asQos(bits, "MQTT-3.1.2-14", flagsAt);
	return { topic: reader.text("will topic"), payload: reader.binary("will payload"), qos, retain };
}

function publish(flags: number, reader: Reader, { unusedBitsAreZero }: Dialect): Packet {
	const qos = asQos((flags >> 1) & 3, "MQTT-3.3.1-4", 0);
	const dup = (flags & DUP) !== 0;
	if (dup && qos === 0 && unusedBitsAreZero) throw new Malformed("DUP on a QoS 0 PUBLISH", "MQTT-3.3.1-2", undefined, 0);
	const topic = reader.text("topic");
	const packetId = qos === 0 ? null : reader.packetId();
	return { type: "PUBLISH", topic, payload: reader.rest("payload"), qos, retain: (flags & 1) === 1, dup, packetId };
}

function filterRequests(reader: Reader, { unusedBitsAreZero }: Dialect): FilterRequest[] {
	const found: FilterRequest[] = [];
	while (reader.left > 0) {
		const filter = reader.text("filter");
		const at = reader.position;
		const options = reader.byte("options") & (unusedBitsAreZero ? 0xff : 3);
		if (options > 2) throw new Malformed("SUBSCRIBE options above 2", "MQTT-3-8.3-4", undefined, at);
		found.push({ filter, qos: options as QoS });
	}
	if (found.length === 0) throw new Malformed("a SUBSCRIBE without a filter", "MQTT-3.8.3-3", undefined, reader.position);
	return found;
}

function filters(reader: Reader): string[] {
	const found: string[] = [];
	while (reader.left > 0) found.push(reader.text("filter"));
	if (found.length === 0) throw new Malformed("an UNSUBSCRIBE without a filter", "MQTT-3.10.3-2", undefined, reader.position);
	return found;
}
