import type { PacketFields } from "#contract/event.ts";
import { clientName, type Excerpt } from "#export/excerpt.ts";
import { PACKET_TYPES } from "#mqtt/packet.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import type { Dissected, SharkField } from "./tshark.ts";

/** Every packet that can be read, in one line each, as the events tell it. */
export function toldLines({ packets }: Excerpt): readonly string[] {
	return packets.flatMap((packet) => (packet.fields === null ? [] : [`${endsOf(packet)} ${lineOf(packet.fields)}`]));
}

function endsOf({ connection, direction, ...packet }: TapePacket): string {
	const name = clientName({ connection, clientId: packet.clientId });
	return direction === "up" ? `${name} ${connection} up` : `${name} ${connection} down`;
}

function lineOf(fields: PacketFields): string {
	const id = "packetId" in fields && fields.packetId !== null ? ` #${fields.packetId}` : "";
	switch (fields.type) {
		case "PUBLISH":
			return `PUBLISH${id} d${Number(fields.dup)} q${fields.qos} r${Number(fields.retain)} ${fields.topic}`;
		case "SUBSCRIBE":
			return `SUBSCRIBE${id} ${fields.filters.map(({ filter }) => filter).join(" ")}`;
		case "UNSUBSCRIBE":
			return `UNSUBSCRIBE${id} ${fields.filters.join(" ")}`;
		case "CONNECT":
			return `CONNECT ${fields.clientId}`;
		default:
			return `${fields.type}${id}`;
	}
}

/** The same, as tshark reads it in a capture of ours. */
export function readLines(packets: readonly Dissected[]): readonly string[] {
	return packets.flatMap((packet) => {
		if (packet["mqtt.msgtype"].length === 0) return [];
		const isUp = packet["tcp.dstport"][0] === "1883";
		const name = packet[isUp ? "ip.src_host" : "ip.dst_host"][0];
		const connection = Number(packet[isUp ? "tcp.srcport" : "tcp.dstport"][0]) - 10_000;
		return packetLines(packet).map((line) => `${name} c${connection} ${isUp ? "up" : "down"} ${line}`);
	});
}

/** Each MQTT packet in this one of TCP: the system puts several into one. */
export function packetLines(packet: Dissected): readonly string[] {
	const left = (field: SharkField) => [...packet[field]];
	const [ids, dups, levels, retains, topics, clients] = [
		left("mqtt.msgid"),
		left("mqtt.dupflag"),
		left("mqtt.qos"),
		left("mqtt.retain"),
		left("mqtt.topic"),
		left("mqtt.clientid"),
	];
	return packet["mqtt.msgtype"].map((number) => {
		const type = PACKET_TYPES[Number(number)] ?? "";
		const id = () => ` #${ids.shift()}`;
		switch (type) {
			case "PUBLISH": {
				const qos = levels.shift();
				return `PUBLISH${qos === "0" ? "" : id()} d${dups.shift()} q${qos} r${retains.shift()} ${topics.shift()}`;
			}
			case "SUBSCRIBE":
			case "UNSUBSCRIBE":
				return `${type}${id()} ${topics.splice(0).join(" ")}`;
			case "CONNECT":
				return `CONNECT ${clients.shift()}`;
			case "CONNACK":
			case "PINGREQ":
			case "PINGRESP":
			case "DISCONNECT":
				return type;
			default:
				return `${type}${id()}`;
		}
	});
}

/** What tshark has against a capture: a sum that is wrong, a gap in a stream, bytes that are not MQTT. Empty: nothing. */
export function complaints(packets: readonly Dissected[]): readonly string[] {
	return packets.flatMap((packet, index) => [
		...(packet["_ws.malformed"].length > 0 ? [`${index}: malformed`] : []),
		...(packet["tcp.analysis.flags"].length > 0 ? [`${index}: ${packet["_ws.expert.message"].join(", ")}`] : []),
		...(packet["ip.checksum.status"][0] === "1" && packet["tcp.checksum.status"][0] === "1" ? [] : [`${index}: checksum`]),
	]);
}
