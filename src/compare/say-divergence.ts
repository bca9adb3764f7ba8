import { many } from "#contract/many.ts";
import { messageOf, packetName, packetText, route } from "#story/packet-line.ts";
import type { Divergence } from "#traffic/differences.ts";
import type { TapePacket } from "#traffic/traffic.ts";

/** Packets of one run that are named one by one. */
const NAMED = 3;

/** What each of the runs has where they part: "broker → pub-1: PUBACK #12 for m2". With all that a packet says, where less would be the same above and below. */
export function sayBoth(divergence: Divergence): readonly [one: string, other: string] {
	const { one, other } = divergence;
	const short = [one, other].map((packets) => packets.slice(0, NAMED).map(sayPacket).join());
	const say = short[0] === short[1] ? sayWhole : sayPacket;
	return [sayIts(divergence, one, say), sayIts(divergence, other, say)];
}

function sayIts({ clientId, direction }: Divergence, packets: readonly TapePacket[], say: (packet: TapePacket) => string): string {
	if (packets.length === 0) return `${route(direction, clientId)}: nothing`;
	const named = packets.slice(0, NAMED).map(say);
	const more = packets.length > NAMED ? [many(packets.length - NAMED, "more packet")] : [];
	return `${route(direction, clientId)}: ${[...named, ...more].join(", ")}`;
}

function sayPacket({ fields, end }: TapePacket): string {
	if (fields === null) return `bytes that are not a packet${sayEnd(end)}`;
	const message = messageOf(fields);
	const dup = fields.type === "PUBLISH" ? `, QoS ${fields.qos}${fields.retain ? ", RETAIN" : ""}${fields.dup ? ", DUP" : ""}` : "";
	if (fields.type === "CONNACK" || fields.type === "SUBACK") return `${packetText(fields)}${sayEnd(end)}`;
	return `${packetName(fields)}${message === null ? "" : ` ${fields.type === "PUBLISH" ? "carrying" : "for"} ${message}`}${dup}${sayEnd(end)}`;
}

/** The same with what it carries. */
function sayWhole(packet: TapePacket): string {
	const { fields, malformed, end } = packet;
	if (fields === null) return `bytes that are not a packet: ${malformed?.hex ?? ""}${sayEnd(end)}`;
	const payload = fields.type === "PUBLISH" ? `, “${fields.payload}”` : "";
	return `${packetText(fields)}${payload}${sayEnd(end)}`;
}

function sayEnd(end: TapePacket["end"]): string {
	if (end === null) return ", still on its way";
	return end.how === "lost" ? ", lost with the connection" : "";
}
