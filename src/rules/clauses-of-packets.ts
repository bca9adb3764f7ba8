import type { PacketFields } from "#contract/event.ts";
import type { Named } from "#contract/message-name.ts";
import type { Client, Connection, Session, World } from "#model/world.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import type { Direction } from "#mqtt/packet.ts";

/** A packet at one end of its wire, and the world as it was at that moment. */
type Crossing = {
	readonly fields: PacketFields;
	readonly direction: Direction;
	readonly connection: string;
	readonly before: World;
};
type Ends = { readonly connection: Connection; readonly client: Client; readonly session: Session | undefined };

/** What a packet shows as it leaves its sender. */
export function clausesOfLeaving(crossing: Crossing): readonly ClauseId[] {
	const { fields, direction, before, connection } = crossing;
	if (fields.type === "CONNECT") return before.connections[connection]?.clientId === null ? ["MQTT-3.1.0-1"] : [];
	if (fields.type === "SUBSCRIBE" || fields.type === "UNSUBSCRIBE") return ["MQTT-2.3.1-1"];
	if (fields.type === "PINGREQ") return ["MQTT-3.1.2-23"];
	if (fields.type !== "PUBLISH") return [];
	const ends = endsOf(crossing);
	const flag = direction === "down" ? ofRetainFlag(fields, ends, before) : [];
	if (fields.packetId === null) return fields.dup ? flag : ["MQTT-2.3.1-5", "MQTT-3.3.1-2", ...flag];
	const again = direction === "up" && ends !== null ? ofClientSendingAgain(fields, ends) : [];
	return ["MQTT-2.3.1-1", ...flag, ...again];
}

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** A client comes back to its session with the messages that were not acknowledged; the broker’s half of this is told as deliveries. */
function ofClientSendingAgain({ message, packetId, attempt, dup }: Publish, { client, connection }: Ends): readonly ClauseId[] {
	const copy = client.outgoing.find((kept) => kept.message === message);
	if (attempt < 2 || copy === undefined) return [];
	return [
		...(dup ? (["MQTT-3.3.1-1"] as const) : []),
		...(copy.packetId === packetId ? (["MQTT-2.3.1-3"] as const) : []),
		...(copy.packetId === packetId && connection.accepted?.sessionPresent === true ? (["MQTT-4.4.0-1"] as const) : []),
	];
}

/** The RETAIN flag as a subscriber gets it, by the reason why the message comes. */
function ofRetainFlag({ message, retain }: Publish, ends: Ends | null, before: World): readonly ClauseId[] {
	const fate = ends === null ? undefined : before.fates[message]?.[ends.client.clientId];
	if (fate?.fate !== "inflight" || fate.why !== "sent") return [];
	if (fate.how === "retained") return retain ? ["MQTT-3.3.1-8"] : [];
	return !retain && before.messages[message]?.retain === true ? ["MQTT-3.3.1-9"] : [];
}

/** What a packet shows as it reaches the other end. `sure`: this room's own store decided, not stock Aedes. */
export function clausesOfArrival(crossing: Crossing, sure: boolean): readonly ClauseId[] {
	const { fields, direction } = crossing;
	const ends = endsOf(crossing);
	if (ends === null) return [];
	if (fields.type === "PUBLISH") return sure ? ofPublishArriving(fields, direction, ends) : [];
	if (direction === "up") return [];
	switch (fields.type) {
		case "CONNACK":
			return ofConnack(fields, ends, sure);
		case "SUBACK":
			return ofSuback(fields);
		case "UNSUBACK":
			return ["MQTT-3.10.4-4"];
		case "PINGRESP":
			return ["MQTT-3.12.4-1"];
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return ofAcknowledgement(fields.type, fields.packetId, ends, sure);
		default:
			return [];
	}
}

/** Whether all its codes are valid shows only where the event carries them all. */
function ofSuback({ returnCodes, more }: Extract<PacketFields, { type: "SUBACK" }>): readonly ClauseId[] {
	const valid = more === undefined && returnCodes.every((code) => code <= 2 || code === 0x80);
	return valid ? ["MQTT-3.8.4-1", "MQTT-3.9.3-2"] : ["MQTT-3.8.4-1"];
}

function ofConnack(
	{ returnCode, sessionPresent }: Extract<PacketFields, { type: "CONNACK" }>,
	{ connection, session }: Ends,
	sure: boolean,
): readonly ClauseId[] {
	if (returnCode === 1) return ["MQTT-3.1.2-2"];
	// In MQTT 3.1 that byte of CONNACK says nothing.
	if (returnCode !== 0 || connection.level !== undefined) return [];
	if (connection.cleanSession) return sessionPresent ? ["MQTT-3.1.4-4"] : ["MQTT-3.1.4-4", "MQTT-3.2.2-1"];
	if (!sure || session === undefined) return ["MQTT-3.1.4-4"];
	const isNew = session.createdAt >= connection.since;
	if (isNew === sessionPresent) return ["MQTT-3.1.4-4"];
	return ["MQTT-3.1.4-4", sessionPresent ? "MQTT-3.2.2-2" : "MQTT-3.2.2-3"];
}

/** For a packet to a client that has published. */
function ofAcknowledgement(type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number, { client }: Ends, sure: boolean): readonly ClauseId[] {
	const copy = client.outgoing.find((kept) => kept.packetId === packetId);
	if (copy === undefined || copy.awaits !== type) return [];
	if (type === "PUBCOMP") return sure ? ["MQTT-4.3.3-1"] : [];
	const answered: readonly ClauseId[] = ["MQTT-2.3.1-6", "MQTT-3.3.4-1"];
	return type === "PUBACK" && sure ? [...answered, "MQTT-4.3.2-1", "MQTT-4.3.2-2"] : answered;
}

function ofPublishArriving(fields: Publish, direction: Direction, { client }: Ends): readonly ClauseId[] {
	const last = direction === "down" ? client.received.at(-1) : undefined;
	const once: readonly ClauseId[] = fields.qos === 0 ? ["MQTT-4.3.1-1"] : [];
	if (last === undefined || last.topic !== fields.topic || last.qos !== fields.qos || last.retain || fields.retain || fields.attempt > 1)
		return once;
	return isBefore(last, fields) ? [...once, "MQTT-4.6.0-6"] : once;
}

/** m2 comes before m3; messages of different kinds have no order. */
function isBefore(one: Named, other: Named): boolean {
	return one.kind === other.kind && one.ordinal < other.ordinal;
}

function endsOf({ connection, before }: Crossing): Ends | null {
	const open = before.connections[connection];
	const client = open?.clientId == null ? undefined : before.clients[open.clientId];
	return open === undefined || client === undefined ? null : { connection: open, client, session: before.sessions[client.clientId] };
}
