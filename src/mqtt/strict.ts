import { flagsFault } from "./decode.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES, type Packet, type PacketType } from "./packet.ts";
import { filterFault, type TopicBounds, type TopicFault, topicFault } from "./topic.ts";
import type { Dialect } from "./version.ts";

const PACKET_ID_BYTES = 2;
/** Protocol level, flags and keep alive [3.1.1 section 3.1.2]. */
const LEVEL_TO_KEEP_ALIVE_BYTES = 4;

const FROM_CLIENT: ReadonlySet<PacketType> = new Set<PacketType>([
	"CONNECT",
	"PUBLISH",
	"PUBACK",
	"PUBREC",
	"PUBREL",
	"PUBCOMP",
	"SUBSCRIBE",
	"UNSUBSCRIBE",
	"PINGREQ",
	"DISCONNECT",
]);

/** Why no packet from a client can begin with this byte; null: one can. */
export function firstByteFault(first: number, connected: boolean, dialect: Dialect): Malformed | null {
	const type = PACKET_TYPES[first >> 4] as PacketType;
	return orderFault(type, connected) ?? flagsFault(type, first & 0x0f, dialect);
}

function orderFault(type: PacketType, connected: boolean): Malformed | null {
	if (!FROM_CLIENT.has(type)) return new Malformed(`${type} is never sent by a client`, "MQTT-4.8.0-1", undefined, 0);
	if (!connected && type !== "CONNECT") return new Malformed(`${type} before CONNECT`, "MQTT-3.1.0-1", "before-connect", 0);
	return connected && type === "CONNECT" ? new Malformed("a second CONNECT", "MQTT-3.1.0-2", "second-connect", 0) : null;
}

/**
 * What a client may not send although it decodes: the rules that neither mqtt-packet nor Aedes enforces. Throws Malformed. `connected`:
 * whether the client's CONNECT has come. bodyAt: where in its bytes the packet's variable header starts. [MQTT-3.1.0-1, -2; 4.7.1-2, -3; 3.3.2-2]
 */
export function checkFromClient(packet: Packet, connected: boolean, bounds: TopicBounds, bodyAt: number): void {
	const outOfOrder = orderFault(packet.type, connected);
	if (outOfOrder !== null) throw outOfOrder;
	switch (packet.type) {
		case "CONNECT":
			if (packet.will !== null) insist(topicFault(packet.will.topic, bounds), () => bodyAt + beforeWill(packet));
			return;
		case "PUBLISH":
			insist(topicFault(packet.topic, bounds), () => bodyAt);
			return;
		case "SUBSCRIBE":
			checkFilters(
				packet.filters.map(({ filter }) => filter),
				1,
				bounds,
				bodyAt,
			);
			return;
		case "UNSUBSCRIBE":
			checkFilters(packet.filters, 0, bounds, bodyAt);
			return;
		default:
			return;
	}
}

/** optionBytes: behind each filter. One packet may hold thousands of filters. */
function checkFilters(filters: readonly string[], optionBytes: number, bounds: TopicBounds, bodyAt: number): void {
	const index = filters.findIndex((filter) => filterFault(filter, bounds) !== null);
	if (index < 0) return;
	const before = filters.slice(0, index).reduce((sum, filter) => sum + lengthOf(filter) + optionBytes, PACKET_ID_BYTES);
	insist(filterFault(filters[index] ?? "", bounds), () => bodyAt + before);
}

/** Bytes of a CONNECT's variable header, and of the client id, which come before the will. */
function beforeWill({ protocolName, clientId }: Extract<Packet, { type: "CONNECT" }>): number {
	return lengthOf(protocolName) + LEVEL_TO_KEEP_ALIVE_BYTES + lengthOf(clientId);
}

/** fieldAt: where the field begins, with its length of two bytes. */
function insist(fault: TopicFault | null, fieldAt: () => number): void {
	if (fault !== null) throw new Malformed(fault.says, fault.clause, fault.breach, fieldAt() + 2);
}

/** Bytes of a field of text. */
function lengthOf(text: string): number {
	return 2 + new TextEncoder().encode(text).length;
}
