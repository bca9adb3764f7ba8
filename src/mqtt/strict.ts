import { flagsFault } from "./decode.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES, type Packet, type PacketType } from "./packet.ts";
import { filterFault, type TopicBounds, type TopicFault, topicFault } from "./topic.ts";
import type { Dialect } from "./version.ts";

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
	if (!FROM_CLIENT.has(type)) return new Malformed(`${type} is never sent by a client`, "MQTT-4.8.0-1");
	if (!connected && type !== "CONNECT") return new Malformed(`${type} before CONNECT`, "MQTT-3.1.0-1", "before-connect");
	return connected && type === "CONNECT" ? new Malformed("a second CONNECT", "MQTT-3.1.0-2", "second-connect") : null;
}

/**
 * What a client may not send although it decodes: the rules that neither mqtt-packet nor Aedes enforces. Throws Malformed. `connected`:
 * whether the client's CONNECT has come. [MQTT-3.1.0-1, -2; 4.7.1-2, -3; 3.3.2-2]
 */
export function checkFromClient(packet: Packet, connected: boolean, bounds: TopicBounds): void {
	const outOfOrder = orderFault(packet.type, connected);
	if (outOfOrder !== null) throw outOfOrder;
	switch (packet.type) {
		case "CONNECT":
			if (packet.will !== null) insist(topicFault(packet.will.topic, bounds));
			return;
		case "PUBLISH":
			insist(topicFault(packet.topic, bounds));
			return;
		case "SUBSCRIBE":
			for (const { filter } of packet.filters) insist(filterFault(filter, bounds));
			return;
		case "UNSUBSCRIBE":
			for (const filter of packet.filters) insist(filterFault(filter, bounds));
			return;
		default:
			return;
	}
}

function insist(fault: TopicFault | null): void {
	if (fault !== null) throw new Malformed(fault.says, fault.clause, fault.breach);
}
