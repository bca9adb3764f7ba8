import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { andMore } from "#story/phrases.ts";
import { grantsText } from "./packet-text.ts";

/** The term that says what packets of this type are for. */
export function termOf({ type }: Pick<PacketFields, "type">): Lowercase<PacketFields["type"]> {
	return type.toLowerCase() as Lowercase<typeof type>;
}

/** What the popover lists. */
export function packetRows(packet: Pick<PacketUnderWay, "fields" | "bytes">): readonly (readonly [string, string])[] {
	return [...fieldRows(packet.fields), ["bytes", String(packet.bytes)]];
}

function fieldRows(fields: PacketFields): readonly (readonly [string, string])[] {
	switch (fields.type) {
		case "PUBLISH":
			return [
				["flags", `qos=${fields.qos} dup=${Number(fields.dup)} retain=${Number(fields.retain)}`],
				["topic", fields.topic],
				["payload", fields.payload === "" ? "(empty)" : fields.payload],
				...(fields.packetId === null ? [] : [["packet id", String(fields.packetId)] as const]),
				...(fields.attempt > 1 ? [["sending", `number ${fields.attempt}`] as const] : []),
			];
		case "CONNECT":
			return [
				["client id", fields.clientId === "" ? "(empty)" : fields.clientId],
				["clean_session", String(fields.cleanSession)],
				["keep alive", fields.keepAlive === 0 ? "0, off" : `${fields.keepAlive} s`],
				["will", fields.will === null ? "none" : `${fields.will.topic} q${fields.will.qos}${fields.will.retain ? " retain" : ""}`],
			];
		case "CONNACK":
			return [
				...(fields.sessionPresent === undefined ? [] : [["session present", String(Number(fields.sessionPresent))] as const]),
				["return code", String(fields.returnCode)],
			];
		case "SUBSCRIBE":
			return [
				["packet id", String(fields.packetId)],
				...andMore(
					fields.filters.map((asked) => `${asked.filter} q${asked.qos}`),
					fields.more,
				).map((text) => ["filter", text] as const),
			];
		case "SUBACK":
			return [
				["packet id", String(fields.packetId)],
				["granted", cut(grantsText(fields), LIMITS.lineCharacters)],
			];
		case "UNSUBSCRIBE":
			return [["packet id", String(fields.packetId)], ...andMore(fields.filters, fields.more).map((text) => ["filter", text] as const)];
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return [["packet id", String(fields.packetId)], ...(fields.message === null ? [] : [["message", fields.message] as const])];
		case "UNSUBACK":
			return [["packet id", String(fields.packetId)]];
		default:
			return [];
	}
}
