import { LIMITS } from "#contract/limits.ts";
import { publishFieldsOf, willFields } from "#engine/fields.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { WholePacket } from "#mqtt/split.ts";
import { dialectOf, isOf, READ_WHOLE } from "#mqtt/version.ts";
import { clientIdOf, filtersAsked, type ObservedConnection } from "./connection.ts";
import { observeEarly } from "./watch-up.ts";

/** Whole packets that the broker has written: they go on as they are, and what they show is told. */
export function brokerWrote(connection: ObservedConnection, frames: readonly WholePacket[]): void {
	const { end } = connection;
	for (const { bytes } of frames) {
		if (!end.isOpen()) return;
		const packet = read(connection, bytes);
		if ("unread" in packet) end.send({ kind: "bytes", bytes, seen: packet.unread });
		else answer(connection, packet, bytes);
	}
}

/** Bytes of which no packet is told. unread: the name by which they are told; undefined: nothing is said against them. */
type Unread = { readonly unread: string | undefined };

const UNTOLD: Unread = { unread: undefined };

/**
 * Not read: a packet that the standard forbids (a broker, too, may write one: an answer with packet id 0, DUP at QoS 0): the breach is told,
 * and the packet still goes on.
 */
function read({ end }: ObservedConnection, bytes: Uint8Array): Packet | Unread {
	try {
		const packet = decode(bytes, dialectOf(end.client?.connect ?? null));
		// What was too long to be told on its way up is not told on its way down either.
		return packet.type === "PUBLISH" && packet.topic.length > LIMITS.topicCharacters ? UNTOLD : packet;
	} catch (fault) {
		if (!(fault instanceof Malformed)) throw fault;
		// Not every packet of the client's version is read here.
		if (end.client !== null && !isOf(READ_WHOLE, end.client.connect)) return UNTOLD;
		return { unread: end.malformed(fault, bytes) };
	}
}

function answer(connection: ObservedConnection, packet: Packet, bytes: Uint8Array): void {
	const { end, room } = connection;
	const { observer, names } = room;
	switch (packet.type) {
		case "PUBLISH": {
			const name = room.packetName();
			const { named, attempt } = observer.sends(end.connection, name, packet);
			return end.send({ kind: "packet", name, bytes, packet, fields: publishFieldsOf(packet, named, attempt) });
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP": {
			const message = names.sent(end.connection, packet.packetId);
			if (packet.type === "PUBREC" && message !== null) observer.held(end.connection, packet.packetId, message);
			if (packet.type === "PUBCOMP") observer.letGo(end.connection, packet.packetId);
			return end.sendPacket(packet, bytes, message);
		}
		case "PUBREL":
			return end.sendPacket(packet, bytes, observer.sent(end.connection, packet.packetId));
		case "CONNACK":
			if (packet.returnCode > 0) connection.phase = { phase: "refused" };
			else connected(connection, packet.sessionPresent);
			break;
		case "SUBACK":
		case "UNSUBACK":
			answered(connection, packet);
			break;
		default:
			break;
	}
	end.sendPacket(packet, bytes, null);
}

function connected(connection: ObservedConnection, sessionPresent: boolean): void {
	const { end, room } = connection;
	const clientId = clientIdOf(connection);
	connection.phase = connection.phase.phase === "parted" ? { phase: "parted", admitted: true } : { phase: "admitted" };
	const cleanSession = end.client?.connect.cleanSession ?? true;
	if (!sessionPresent) {
		room.bounds.gone(clientId, filtersAsked(connection));
		if (!cleanSession) room.bounds.session(clientId);
	}
	room.observer.connected(clientId, cleanSession, end.connection, sessionPresent);
	const will = end.client?.connect.will;
	if (will) room.tell({ type: "will.armed", session: clientId, ...willFields(will) });
	observeEarly(connection);
}

function answered(connection: ObservedConnection, packet: Extract<Packet, { type: "SUBACK" | "UNSUBACK" }>): void {
	const { end, room, asking } = connection;
	const asked = asking.get(packet.packetId);
	asking.delete(packet.packetId);
	if (asked?.type === "SUBSCRIBE" && packet.type === "SUBACK") room.observer.granted(end.connection, asked.filters, packet.returnCodes);
	if (asked?.type !== "UNSUBSCRIBE" || packet.type !== "UNSUBACK") return;
	room.observer.unsubscribed(end.connection, asked.filters);
	room.bounds.unsubscribed(clientIdOf(connection), asked.filters);
}
