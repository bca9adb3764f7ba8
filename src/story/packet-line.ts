import type { PacketFields } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Direction } from "#mqtt/packet.ts";
import { andMore } from "./phrases.ts";

/** A packet the way mosquitto's log writes it: "PUBLISH (d0, q1, r0, #12, 'greenhouse/temp', 4 bytes) carrying m3". #12 is the packet id, which mosquitto writes m12: here m12 is a message. */
export function packetText(fields: PacketFields): string {
	switch (fields.type) {
		case "CONNECT":
			return `CONNECT (${levelText(fields.level)}c${bit(fields.cleanSession)}, k${fields.keepAlive}${willText(fields.will)})`;
		case "CONNACK":
			return `CONNACK (${fields.sessionPresent === undefined ? "" : `sp${bit(fields.sessionPresent)}, `}rc${fields.returnCode})`;
		case "PUBLISH": {
			const flags = `${publishFlags(fields)}${fields.packetId === null ? "" : `, #${fields.packetId}`}`;
			return `PUBLISH (${flags}, '${fields.topic}', ${bytes(fields.payloadBytes)}) carrying ${fields.message}`;
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return `${fields.type} #${fields.packetId}${fields.message === null ? "" : ` ${fields.message}`}`;
		case "SUBSCRIBE":
			return numbered(
				fields,
				fields.filters.map((asked) => `'${asked.filter}' q${asked.qos}`),
			);
		case "SUBACK":
			return numbered(fields, fields.returnCodes.map(codeText));
		case "UNSUBSCRIBE":
			return numbered(
				fields,
				fields.filters.map((filter) => `'${filter}'`),
			);
		case "UNSUBACK":
			return `UNSUBACK #${fields.packetId}`;
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return fields.type;
		default:
			return unreachable(fields);
	}
}

function numbered(fields: Extract<PacketFields, { type: "SUBSCRIBE" | "SUBACK" | "UNSUBSCRIBE" }>, texts: readonly string[]): string {
	return `${fields.type} #${fields.packetId} (${andMore(texts, fields.more).join(", ")})`;
}

/** The packet's type with the id that tells the packet apart: "PUBACK #12", "CONNECT". */
export function packetName(fields: PacketFields): string {
	return "packetId" in fields && fields.packetId !== null ? `${fields.type} #${fields.packetId}` : fields.type;
}

/** The message that a packet belongs to. */
export function messageOf(fields: PacketFields): string | null {
	return "message" in fields ? fields.message : null;
}

/** "pub-1 → broker" */
export function route(direction: Direction, client: string): string {
	return direction === "up" ? `${client} → broker` : `broker → ${client}`;
}

/** "pub-1 to broker"; null: the client has not said who it is. */
export function routeInWords(direction: Direction, clientId: string | null): string {
	const client = clientId ?? "a client";
	return direction === "up" ? `${client} to broker` : `broker to ${client}`;
}

export function bytes(count: number): string {
	return many(count, "byte");
}

/** Only of a version other than 3.1.1. */
function levelText(level: number | undefined): string {
	if (level === undefined) return "";
	return level === 3 ? "MQTT 3.1, " : level === 5 ? "MQTT 5, " : `level ${level}, `;
}

function willText(will: Extract<PacketFields, { type: "CONNECT" }>["will"]): string {
	return will === null ? "" : `, will q${will.qos} r${bit(will.retain)} '${will.topic}'`;
}

/** "d1, q1, r0" */
export function publishFlags({ dup, qos, retain }: Pick<Extract<PacketFields, { type: "PUBLISH" }>, "dup" | "qos" | "retain">): string {
	return `d${bit(dup)}, q${qos}, r${bit(retain)}`;
}

/** A return code of SUBACK. */
export function codeText(code: number): string {
	return code === 0x80 ? "refused" : `q${code}`;
}

export const bit = (flag: boolean) => (flag ? 1 : 0);
