import type { PacketFields } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { bit, codeText, publishFlags } from "#story/packet-line.ts";
import { andMore } from "#story/phrases.ts";

/** What mosquitto's log puts in brackets behind the type: "d1, q1, r0, #12". Empty where there is nothing to say. */
export function shorthand(fields: PacketFields): string {
	switch (fields.type) {
		case "CONNECT":
			return `c${bit(fields.cleanSession)}, k${fields.keepAlive}${fields.will === null ? "" : `, will q${fields.will.qos} r${bit(fields.will.retain)}`}`;
		case "CONNACK":
			return [...(fields.sessionPresent === undefined ? [] : [`sp${bit(fields.sessionPresent)}`]), `rc${fields.returnCode}`].join(", ");
		case "PUBLISH":
			return `${publishFlags(fields)}${fields.packetId === null ? "" : `, #${fields.packetId}`}`;
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
		case "UNSUBACK":
			return `#${fields.packetId}`;
		case "SUBSCRIBE":
			return [
				`#${fields.packetId}`,
				...andMore(
					fields.filters.slice(0, 4).map(({ qos }) => `q${qos}`),
					rest(fields.filters.length, fields.more),
				),
			].join(", ");
		case "SUBACK":
			return [
				`#${fields.packetId}`,
				...andMore(fields.returnCodes.slice(0, 4).map(codeText), rest(fields.returnCodes.length, fields.more)),
			].join(", ");
		case "UNSUBSCRIBE":
			return `#${fields.packetId}`;
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return "";
		default:
			return unreachable(fields);
	}
}

function rest(length: number, more = 0): number | undefined {
	const left = Math.max(0, length - 4) + more;
	return left === 0 ? undefined : left;
}
