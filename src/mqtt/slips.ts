import type { ClauseId } from "./clauses.ts";
import type { PacketType } from "./packet.ts";

/**
 * What a client may do against the standard by packets that are sound, one by one: the standard does not ask for the end of its connection.
 * DUP is not among them: the first sending of a message may have been on an earlier connection, or before this host began.
 */
export const SLIPS = [
	"wrong-answer", // PUBACK for a message at QoS 2, PUBREC or PUBCOMP for one at QoS 1
	"unknown-id", // an acknowledgement of something that was not sent
	"pubcomp-too-early", // PUBCOMP before PUBREC
	"pubrel-too-early", // PUBREL before PUBREC has come
	"published-after-pubrel", // PUBLISH again after its PUBREL
	"id-in-use", // a new packet under the id of a message that is not acknowledged
] as const;
export type Slip = (typeof SLIPS)[number];

/** The statement that is broken. packet: the packet that breaks it. */
export function slipClause(slip: Slip, packet: PacketType): ClauseId {
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
	}
}
