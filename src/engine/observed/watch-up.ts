import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { NOT_ADMITTED, type Refusal } from "#engine/refusals.ts";
import { sentence } from "#engine/say.ts";
import type { Preview } from "#engine/session.ts";
import type { Load, PacketLoad } from "#engine/wire/load.ts";
import type { Packet } from "#mqtt/packet.ts";
import { clientIdOf, isAdmitted, type ObservedConnection } from "./connection.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
type PublishFields = Extract<PacketFields, { type: "PUBLISH" }>;

/** Whatever a client sends goes on to the broker as it is; what the packets show of it is told. */
export function arrives(connection: ObservedConnection, load: Load): void {
	const { end, stream } = connection;
	// The end of the stream goes behind what the broker has not read yet: the broker itself ends the connection when it gets there.
	if (load.kind === "end") return void stream.push(null);
	if (load.kind === "fault")
		return end.close({ reason: "protocol-error", says: sentence(load.says), clause: load.clause, breach: load.breach });
	if (load.kind === "packet") observe(connection, load);
	// What the broker does with the packet may end the connection at once.
	if (end.isOpen()) stream.push(load.bytes);
}

function observe(connection: ObservedConnection, load: PacketLoad): void {
	const { packet, fields, bytes } = load;
	const { end, room } = connection;
	switch (packet.type) {
		case "CONNECT":
			return end.startKeepAlive(packet.keepAlive);
		case "PUBLISH":
			if (fields.type !== "PUBLISH") return;
			// A broker takes nothing before its CONNACK 0; what becomes of this packet shows then.
			if (isAdmitted(connection)) publish(connection, packet, fields, bytes.length);
			else connection.early.push(load);
			return;
		case "SUBSCRIBE":
		case "UNSUBSCRIBE":
			return ask(connection, packet);
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return room.observer.acknowledged(end.connection, packet.type, packet.packetId);
		case "DISCONNECT":
			connection.phase = { phase: "parted", admitted: isAdmitted(connection) };
			if (end.client?.connect.will) room.tell({ type: "will.disarmed", session: end.client.clientId });
			return;
		default:
			return;
	}
}

function ask({ end, room, asking }: ObservedConnection, packet: Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>): void {
	asking.set(packet.packetId, packet);
	if (asking.size > LIMITS.upLanePackets) end.overflow(`${asking.size} SUBSCRIBE and UNSUBSCRIBE packets without an answer.`);
	if (packet.type === "SUBSCRIBE" && room.observer.subscriptions(end.connection) + packet.filters.length > LIMITS.subscriptionsPerSession)
		end.overflow(`More than ${LIMITS.subscriptionsPerSession} subscriptions: stock Aedes bounds nothing, this room does.`);
}

/** What the broker keeps of a message besides its bytes, and for each session for which the message may be kept: a guess on the high side. */
const KEPT_BYTES = 512;

const SYS = { why: "brokers-own-topic", says: "Aedes keeps $SYS/ for itself.", clause: "MQTT-3.3.5-2", acknowledged: false } as const;

/** Told once for each message; whether the broker takes a repetition for a new message cannot be seen. */
function publish(connection: ObservedConnection, packet: Publish, fields: PublishFields, bytes: number): void {
	const { end, room } = connection;
	if (packet.topic.startsWith("$SYS/")) return refuse(connection, packet, fields.message, SYS);
	if (packet.qos > 0 || packet.retain) {
		const sum = room.given(bytes + KEPT_BYTES * (1 + room.observer.sessions()));
		if (sum > LIMITS.stockBytes || room.observer.retained() > LIMITS.retained)
			end.overflow(
				`Stock Aedes bounds nothing, this room does: ${LIMITS.stockBytes} bytes, ${LIMITS.retained} topics. Restart the broker.`,
			);
		if (packet.qos > 0 && room.observer.isPublished(fields.message)) return;
	}
	const { message, kind, ordinal } = fields;
	accept(connection, packet, { message, kind, ordinal }, fields);
}

/** The broker publishes this message. preview: of its payload. */
export function accept(
	connection: ObservedConnection,
	{ topic, payload, qos, retain }: Pick<Publish, "topic" | "payload" | "qos" | "retain">,
	named: Named,
	{ payload: shown, payloadBytes }: Preview,
): void {
	const { room } = connection;
	const { message, kind, ordinal } = named;
	const publisher = clientIdOf(connection);
	room.tell({ type: "publication.accepted", message, kind, ordinal, publisher, topic, payload: shown, payloadBytes, qos, retain });
	if (retain && payload.length === 0) room.tell({ type: "retained.cleared", topic, message });
	else if (retain) room.tell({ type: "retained.set", topic, message, replaced: null });
	room.observer.published(named, topic, payload, retain);
}

function refuse(connection: ObservedConnection, { qos }: Pick<Publish, "qos">, message: string, refusal: Refusal): void {
	connection.room.tell({ type: "publication.refused", message, publisher: clientIdOf(connection), qos, ...refusal });
}

/** What of one connection waits for its CONNACK, as plain data. */
export function earlyOf(connection: ObservedConnection) {
	return connection.early.flatMap(({ packet, fields }) =>
		packet.type === "PUBLISH" && fields.type === "PUBLISH"
			? [{ connection: connection.end.connection, publisher: clientIdOf(connection), message: fields.message, qos: packet.qos }]
			: [],
	);
}

/** CONNACK 0: what came before it is taken now. */
export function observeEarly(connection: ObservedConnection): void {
	for (const load of connection.early.splice(0)) observe(connection, load);
}

/** The connection is over, and was never accepted. */
export function refuseEarly(connection: ObservedConnection): void {
	for (const { packet, fields } of connection.early.splice(0))
		if (packet.type === "PUBLISH" && fields.type === "PUBLISH") refuse(connection, packet, fields.message, NOT_ADMITTED);
}
