import { Buffer } from "node:buffer";
import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { closedItsEnd } from "#engine/closed-its-end.ts";
import {
	BEHIND_REFUSED_CONNECT,
	BROKERS_OWN,
	ENDED_BEFORE,
	isBrokersOwn,
	NO_RETAIN,
	NOT_ADMITTED,
	type Refusal,
	TOO_MANY_HELD,
} from "#engine/refusals.ts";
import { endedFor } from "#engine/wire/ended-for.ts";
import type { ConnectRefused, Load } from "#engine/wire/load.ts";
import { clientIdFault } from "#mqtt/client-id.ts";
import { beginning } from "#mqtt/cut.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";
import { isOf, MQTT_5, READ_WHOLE } from "#mqtt/version.ts";
import { clientIdOf, type DecidedConnection, isAccepted, isBusy } from "./connection.ts";
import { encodeAnswer, encodeAsked, encodeConnack, encodeConnect, PINGRESP, type PublisherAnswer } from "./encode.ts";

type Connect = Extract<Packet, { type: "CONNECT" }>;
type Publish = Extract<Packet, { type: "PUBLISH" }>;
type PublishFields = Extract<PacketFields, { type: "PUBLISH" }>;

/** Takes packets at the broker's end, one after the other, in order of arrival. */
export function arrives(connection: DecidedConnection, load: Load): void {
	if (isBusy(connection) || connection.waiting.length > 0) connection.waiting.push(load);
	else take(connection, load);
}

/** Aedes has finished what it was busy with. */
export function goOn(connection: DecidedConnection): void {
	const { end, waiting } = connection;
	for (let load = waiting[0]; load !== undefined && !isBusy(connection) && end.isOpen(); load = waiting[0]) {
		waiting.shift();
		take(connection, load);
		if (waiting.length > 0 && connection.room.work.spent()) return connection.room.work.later(connection.goOn);
	}
	end.readOn();
}

/** The connection ends while these packets have arrived and wait for their turn: what has reached the broker counts as received [MQTT-4.3.2-2]. */
export function settleWaiting(connection: DecidedConnection): void {
	const accepted = isAccepted(connection);
	const { phase } = connection.phase;
	for (const load of connection.waiting.splice(0)) {
		if (load.kind !== "packet") continue;
		const { packet, fields } = load;
		if (packet.type === "PUBLISH" && fields.type === "PUBLISH") {
			if (accepted) publish(connection, packet, fields);
			else refuse(connection, packet, fields.message, phase === "refused" ? BEHIND_REFUSED_CONNECT : NOT_ADMITTED);
		} else if (packet.type === "DISCONNECT") part(connection);
		else acknowledge(connection, packet);
	}
}

function take(connection: DecidedConnection, load: Load): void {
	const { end } = connection;
	if (connection.phase.phase === "parted") return; // Aedes is ending the connection
	switch (load.kind) {
		case "end":
			return end.close(closedItsEnd(end));
		case "fault":
			return end.close(endedFor(load));
		case "bytes":
			return; // the wire judges for this broker: such bytes never get here
		default:
			return takePacket(connection, load.packet, load);
	}
}

function takePacket(connection: DecidedConnection, packet: Packet, { bytes, fields }: Extract<Load, { kind: "packet" }>): void {
	const { end, room } = connection;
	switch (packet.type) {
		case "CONNECT":
			return takeConnect(connection, packet);
		case "PUBLISH":
			if (fields.type === "PUBLISH" && publish(connection, packet, fields)) answerPublish(connection, packet, fields.message);
			return;
		case "SUBSCRIBE":
		case "UNSUBSCRIBE":
			connection.phase = { phase: "serving", asked: packet };
			break;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			// The store answers for its own deliveries; Aedes knows nothing of them.
			return acknowledge(connection, packet);
		case "PUBREL":
			acknowledge(connection, packet);
			return answer(connection, { type: "PUBCOMP", packetId: packet.packetId }, room.names.sent(end.connection, packet.packetId));
		case "PINGREQ":
			return end.sendPacket({ type: "PINGRESP" }, PINGRESP, null);
		case "DISCONNECT":
			part(connection);
			break;
		default:
			break;
	}
	if (!end.isOpen()) return;
	// The store has the filters, and writes the codes: Aedes says when, and would take longer over 65,000 filters than a turn may last.
	const asks = packet.type === "SUBSCRIBE" || packet.type === "UNSUBSCRIBE";
	connection.stream.push(asks ? encodeAsked(packet.type, packet.packetId) : bytes);
}

/** PUBACK or PUBREC [MQTT-3.3.4-1], in the order in which the messages came [MQTT-4.6.0-2, -3]; nothing at QoS 0. */
function answerPublish(connection: DecidedConnection, { qos, packetId }: Publish, message: string): void {
	if (qos !== 0 && packetId !== null) answer(connection, { type: qos === 1 ? "PUBACK" : "PUBREC", packetId }, message);
}

/**
 * The store has decided what becomes of the message, so its answers are written here: Aedes would read each message a second time for
 * four bytes.
 */
function answer({ end }: DecidedConnection, packet: PublisherAnswer, message: string | null): void {
	end.sendPacket(packet, encodeAnswer(packet), message);
}

function takeConnect(connection: DecidedConnection, packet: Connect): void {
	const refusal = refusalOf(connection, packet);
	if (refusal !== null) return refuseConnect(connection, packet, refusal);
	connection.phase = { phase: "connecting", admitted: false, opened: false, ready: false };
	connection.end.startKeepAlive(packet.keepAlive);
	// Aedes would judge it by rules of its own, which are neither 3.1.1's nor 3.1's throughout.
	connection.stream.push(encodeConnect(packet));
}

/** Why this CONNECT is refused; null: it is not. */
function refusalOf({ end, room }: DecidedConnection, packet: Connect): ConnectRefused | null {
	// MQTT 5 is not among them, although Aedes speaks it.
	if (!isOf(READ_WHOLE, packet)) {
		const asked = isOf([MQTT_5], packet) ? "it speaks MQTT 5" : `it asks for protocol level ${packet.protocolLevel}`;
		const says = `${asked}; this room speaks MQTT 3.1.1 (level 4) and 3.1 (level 3)`;
		return { returnCode: 1, why: "level", says, clause: "MQTT-3.1.2-2" };
	}
	// As the client gave it: the packet has the id by which the room knows the client.
	const fault = clientIdFault(end.client?.connect ?? packet, LIMITS.clientIdCharacters);
	if (fault !== null) return { returnCode: 2, ...fault };
	const unwelcome = end.refusal();
	if (unwelcome !== null) return unwelcome;
	// Return code 5, not authorized [3.1.1 section 3.1.4, table 3.1].
	if (!packet.will?.retain || room.settings().retainAvailable) return null;
	return {
		returnCode: 5,
		why: "retain-unavailable",
		says: "its will asks for RETAIN, and retain_available is false",
		clause: "MQTT-3.2.2-5",
	};
}

/** Answers a CONNECT of which Aedes never hears [MQTT-3.2.2-4, -5]. */
function refuseConnect(connection: DecidedConnection, { protocolLevel: level, clientId: known }: Connect, refused: ConnectRefused): void {
	const { end, room } = connection;
	const { returnCode } = refused;
	connection.phase = { phase: "refused" };
	const clientId = beginning(end.client?.connect.clientId ?? known, LIMITS.clientIdCharacters);
	room.tell({ type: "connection.refused", connection: end.connection, clientId, level, ...refused });
	end.sendPacket({ type: "CONNACK", sessionPresent: false, returnCode }, encodeConnack(returnCode, false), null);
	end.send({ kind: "end", refused });
}

/** True if the message is answered: the broker has taken it, has it already, or refuses it in a way that its publisher cannot be told [MQTT-3.3.5-2]. */
function publish(connection: DecidedConnection, packet: Publish, fields: PublishFields): boolean {
	const { message, kind, ordinal } = fields;
	const { end, room } = connection;
	const publisher = clientIdOf(connection);
	if (packet.retain && !room.settings().retainAvailable) {
		refuse(connection, packet, message, NO_RETAIN);
		refuseWaiting(connection, ENDED_BEFORE);
		end.close({ reason: "not-allowed", says: NO_RETAIN.says, clause: NO_RETAIN.clause });
		return false;
	}
	if (packet.qos === 2 && packet.packetId !== null) {
		const held = room.store.hold(end.connection, packet.packetId, message);
		if (held === null) {
			end.overflow(TOO_MANY_HELD.says);
			refuse(connection, packet, message, TOO_MANY_HELD);
			return false;
		}
		if (!held) {
			room.tell({ type: "publication.duplicate", message, publisher, packetId: packet.packetId });
			return true;
		}
	}
	if (isBrokersOwn(packet.topic)) {
		refuse(connection, packet, message, BROKERS_OWN);
		return true;
	}
	const { topic, qos, retain } = packet;
	// A view would pin the read buffer of its socket for as long as the payload is kept.
	const payload = Buffer.from(packet.payload);
	const preview = { payload: fields.payload, payloadBytes: fields.payloadBytes };
	room.store.publish({ message, kind, ordinal, publisher, topic, payload, preview, qos, retain });
	return true;
}

/** What has arrived and waits is not processed: a violation came before it. */
function refuseWaiting(connection: DecidedConnection, refusal: Refusal): void {
	for (const load of connection.waiting.splice(0)) {
		if (load.kind === "packet" && load.packet.type === "PUBLISH" && load.fields.type === "PUBLISH")
			refuse(connection, load.packet, load.fields.message, refusal);
	}
}

function refuse(connection: DecidedConnection, { qos }: { readonly qos: QoS }, message: string, refusal: Refusal): void {
	connection.room.tell({ type: "publication.refused", message, publisher: clientIdOf(connection), qos, ...refusal });
}

function acknowledge({ end, room }: DecidedConnection, packet: Packet): void {
	if (packet.type === "PUBREL") room.store.letGo(end.connection, packet.packetId);
	else if (packet.type === "PUBACK" || packet.type === "PUBREC" || packet.type === "PUBCOMP") {
		const { type, packetId } = packet;
		const message = room.store.sent(end.connection, packetId);
		const breach = room.store.acknowledged(end.connection, type, packetId);
		if (breach !== null) end.errs({ packet: type, packetId, message, breach });
	}
}

/** The DISCONNECT has arrived: the will is forgotten, whatever becomes of the connection now [MQTT-3.14.4-3]. */
function part(connection: DecidedConnection): void {
	connection.phase = { phase: "parted" };
	const { end, room } = connection;
	if (end.client?.connect.will) room.tell({ type: "will.disarmed", session: end.client.clientId });
}
