import { Malformed } from "./malformed.ts";
import type { Packet } from "./packet.ts";
import { filterFault, type TopicBounds, type TopicFault, topicFault } from "./topic.ts";

const FROM_CLIENT = new Set([
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

/**
 * What a client may not send although it decodes: the rules that neither mqtt-packet nor Aedes enforces. Throws Malformed. `connected`:
 * whether the client's CONNECT has come. [MQTT-3.1.0-1, -2; 4.7.1-2, -3; 3.3.2-2]
 */
export function checkFromClient(packet: Packet, connected: boolean, bounds: TopicBounds): void {
	if (!FROM_CLIENT.has(packet.type)) throw new Malformed(`${packet.type} is never sent by a client`, "MQTT-4.8.0-1");
	if (!connected && packet.type !== "CONNECT") throw new Malformed(`${packet.type} before CONNECT`, "MQTT-3.1.0-1");
	if (connected && packet.type === "CONNECT") throw new Malformed("a second CONNECT", "MQTT-3.1.0-2");
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
