import type { ClauseId } from "./clauses.ts";
import type { PacketType } from "./packet.ts";

/** What a client may do against the standard by packets that are sound, one by one: the standard does not ask for the end of its connection. */
export const SLIPS = [
	"wrong-answer", // PUBACK for a message at QoS 2, PUBREC or PUBCOMP for one at QoS 1
	"unknown-id", // an acknowledgement of something that was not sent
	"pubcomp-too-early", // PUBCOMP before PUBREC
	"pubrel-too-early", // PUBREL before PUBREC has come
	"published-after-pubrel", // PUBLISH again after its PUBREL
	"id-in-use", // a new packet under the id of a message that is not acknowledged
	"dup-on-first", // DUP on the first PUBLISH of a message
] as const;
export type Slip = (typeof SLIPS)[number];

/** The statement that is broken. packet: the packet that breaks it; published: the QoS of a PUBLISH. */
export function slipClause(slip: Slip, packet: PacketType, published: 1 | 2): ClauseId {
	switch (slip) {
		case "wrong-answer":
			return "MQTT-3.3.4-1";
		case "unknown-id":
			return packet === "PUBCOMP" ? "MQTT-4.3.3-2" : "MQTT-2.3.1-6";
		case "pubcomp-too-early":
			return "MQTT-4.3.3-2";
		case "pubrel-too-early":
		case "published-after-pubrel":
			return "MQTT-4.3.3-1";
		case "id-in-use":
			return "MQTT-2.3.1-2";
		default:
			return published === 1 ? "MQTT-4.3.2-1" : "MQTT-4.3.3-1";
	}
}
