import type { PacketFields } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import type { Direction } from "#mqtt/packet.ts";
import { SENDS_AT } from "#mqtt/qos-clauses.ts";
import type { TapeConnection } from "#traffic/traffic.ts";

type Sent = { readonly fields: PacketFields; readonly direction: Direction };

/** The clause of MQTT 3.1.1 by which this packet is sent in its situation. connect: the CONNECT of its connection; null: not known. */
export function clauseOfPacket({ fields, direction }: Sent, connect: TapeConnection["connect"]): ClauseId {
	switch (fields.type) {
		case "CONNECT":
			return fields.cleanSession ? "MQTT-3.1.2-6" : "MQTT-3.1.2-4";
		case "CONNACK":
			return ofConnack(fields, connect);
		case "PUBLISH":
			return ofPublish(fields, direction);
		case "PUBACK":
			return "MQTT-4.3.2-2";
		case "PUBREC":
		case "PUBCOMP":
			return "MQTT-4.3.3-2";
		case "PUBREL":
			return "MQTT-4.3.3-1";
		case "SUBSCRIBE":
			return "MQTT-3.8.4-1";
		case "SUBACK":
			return "MQTT-3.8.4-5";
		case "UNSUBSCRIBE":
			return "MQTT-3.10.4-1";
		case "UNSUBACK":
			return "MQTT-3.10.4-4";
		case "PINGREQ":
			return "MQTT-3.1.2-23";
		case "PINGRESP":
			return "MQTT-3.12.4-1";
		case "DISCONNECT":
			return connect?.will == null ? "MQTT-3.14.4-1" : "MQTT-3.14.4-3";
		default:
			return unreachable(fields);
	}
}

function ofConnack(
	{ returnCode, sessionPresent }: Extract<PacketFields, { type: "CONNACK" }>,
	connect: TapeConnection["connect"],
): ClauseId {
	if (returnCode !== 0) return "MQTT-3.2.2-5";
	if (sessionPresent === true) return "MQTT-3.2.2-2";
	if (sessionPresent === undefined || connect === null) return "MQTT-3.1.4-4";
	return connect.cleanSession ? "MQTT-3.2.2-1" : "MQTT-3.2.2-3";
}

/** A broker that sends a message for the first time, and with DUP, has passed on the DUP of the publisher [MQTT-3.3.1-3], as stock Aedes does. */
export function isPublishersDup({ dup, attempt }: Extract<PacketFields, { type: "PUBLISH" }>, direction: Direction): boolean {
	return dup && attempt === 1 && direction === "down";
}

function ofPublish(fields: Extract<PacketFields, { type: "PUBLISH" }>, direction: Direction): ClauseId {
	const { qos, dup, attempt, retain, payloadBytes } = fields;
	if (isPublishersDup(fields, direction)) return "MQTT-3.3.1-3";
	if (dup) return "MQTT-3.3.1-1";
	if (attempt > 1 && qos > 0) return "MQTT-4.4.0-1";
	if (retain && direction === "up") return payloadBytes === 0 ? "MQTT-3.3.1-10" : "MQTT-3.3.1-5";
	if (retain) return "MQTT-3.3.1-8";
	return SENDS_AT[qos];
}
