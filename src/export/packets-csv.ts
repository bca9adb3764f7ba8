import type { TapeConnection, TapePacket } from "#traffic/traffic.ts";
import { csvText } from "./csv-text.ts";
import { clientName, type Excerpt, secondsText, type WallOf } from "./excerpt.ts";
import { fatesOfPacket, type MessageFates, messageFateText } from "./message-fates.ts";
import { clauseOf, outcomeText } from "./packet-words.ts";

const COLUMNS = [
	"number",
	"left_s",
	"left_wall_clock",
	"ended_s",
	"client",
	"connection",
	"direction",
	"type",
	"packet_id",
	"qos",
	"dup",
	"retain",
	"topic",
	"message",
	"bytes",
	"outcome",
	"message_fate",
	"clause",
] as const;

/**
 * One row for each packet, in order of setting out. Times are those of the room clock in seconds; the wall clock is UTC. The outcome is the
 * packet's own: that of the message it carries may be another.
 */
export function packetsCsv({ packets, connections }: Excerpt, wallOf: WallOf, fates: MessageFates): string {
	const byName = new Map(connections.map((one) => [one.connection, one]));
	const row = (packet: TapePacket) => rowOf(packet, byName.get(packet.connection) ?? null, wallOf(packet.left), fates);
	return csvText([COLUMNS, ...packets.map(row)]);
}

function rowOf(packet: TapePacket, on: TapeConnection | null, wall: number | null, fates: MessageFates): readonly string[] {
	const { number, left, end, connection, direction, fields, bytes } = packet;
	return [
		String(number),
		secondsText(left.at),
		wallText(wall),
		end === null ? "" : secondsText(end.at),
		clientName(packet),
		connection,
		direction === "up" ? "to broker" : "to client",
		fields?.type ?? "unreadable",
		...fieldsOf(fields),
		String(bytes),
		outcomeText(packet),
		fatesOfPacket(packet, fates).map(messageFateText).join(" "),
		clauseOf(packet, on) ?? "",
	];
}

/** Empty where it is not known, or is not a date [ECMA-262: at most 100,000,000 days from 1970]. */
function wallText(wall: number | null): string {
	const date = new Date(wall ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Packet id, QoS, DUP, RETAIN, topic and message. */
function fieldsOf(fields: TapePacket["fields"]): readonly string[] {
	const id = fields !== null && "packetId" in fields && fields.packetId !== null ? String(fields.packetId) : "";
	const message = fields !== null && "message" in fields ? (fields.message ?? "") : "";
	if (fields?.type !== "PUBLISH") return [id, "", "", "", "", message];
	const { qos, dup, retain, topic } = fields;
	return [id, String(qos), String(Number(dup)), String(Number(retain)), topic, message];
}
