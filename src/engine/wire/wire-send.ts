import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Sending } from "#engine/decided/deliveries.ts";
import { again, encodePublish, encodePubrel, type PublishBytes } from "#engine/decided/encode.ts";
import type { Message } from "#engine/decided/session.ts";
import { fieldsOf, publishFieldsOf } from "#engine/fields.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";
import type { Wire } from "./wire.ts";

/** What travels on a lane: a packet, the end of the stream behind it, or bytes that no broker may take. */
export type Load =
	| { readonly kind: "packet"; readonly name: string; readonly bytes: Uint8Array; readonly packet: Packet; readonly fields: PacketFields }
	/** As Aedes ships: bytes that are no packet, for the other end to judge. */
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "end" }
	| { readonly kind: "fault"; readonly says: string; readonly clause: string };

/** Sends a packet on its way to the client. Past the bound the connection is cut: a full wire must never hold the broker up. */
export function enterDown(wire: Wire, packet: Exclude<Packet, { type: "PUBLISH" }>, bytes: Uint8Array, message: string | null): void {
	enterLoad(wire, { kind: "packet", name: wire.room.packetName(), bytes, packet, fields: fieldsOf(packet, message) });
}

/** As enterDown(). */
export function enterLoad(wire: Wire, load: Extract<Load, { kind: "packet" | "bytes" }>): void {
	if (!takes(wire)) return;
	if (wire.unheard && load.kind === "bytes") return;
	if (wire.unheard && load.kind === "packet") {
		// Its socket is gone; only what it sent before is still on its way.
		const { name, bytes, fields } = load;
		const { connection, room } = wire;
		room.tell({
			type: "packet.entered",
			packet: name,
			connection,
			direction: "down",
			delayMs: room.delayMs(),
			bytes: bytes.length,
			fields,
		});
		return room.tell({ type: "packet.lost", packet: name });
	}
	wire.downBytes += load.bytes.length;
	wire.down.enter(load);
}

/** Whether this wire takes another packet. Past its bounds it is cut, after this turn. */
export function takes(wire: Wire): boolean {
	if (wire.closed !== null || wire.full) return false;
	if (wire.down.length < LIMITS.downLanePackets && wire.downBytes < LIMITS.downLaneBytes) return true;
	overflow(wire, `${wire.down.length} packets, ${wire.downBytes} bytes wait on this wire: it is cut, so that the broker is not held up.`);
	return false;
}

/** Half of its bounds are left for answers, and for what cannot wait. */
export function hasRoom(wire: Wire): boolean {
	const room =
		wire.closed === null && !wire.full && wire.down.length < LIMITS.downLanePackets / 2 && wire.downBytes < LIMITS.downLaneBytes / 2;
	if (!room) wire.crowded = true;
	return room;
}

/** A bound of this connection is reached: it ends, after this turn. */
export function overflow(wire: Wire, says: string): void {
	wire.full = true;
	wire.room.turn.later(() => {
		if (wire.closed === null) wire.room.tell({ type: "limit.reached", limit: "connection", says, connection: wire.connection });
		wire.close("overflow", says, null);
	});
}

/** What every copy of one message at one QoS has in common. */
type Shared = {
	readonly message: Message;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly made: PublishBytes;
	readonly packet: Extract<Packet, { type: "PUBLISH" }>;
	readonly fields: PacketFields;
};
/** Of the last message sent: the store sends one message to all its subscribers in one go. */
let shared: Shared | null = null;

function sharedBy({ message, qos, retain, packetId, dup }: Sending): Shared {
	if (shared !== null && shared.message === message && shared.qos === qos && shared.retain === retain) return shared;
	const { topic, payload } = message;
	const packet = { type: "PUBLISH", topic, payload, qos, retain, dup, packetId } as const;
	shared = {
		message,
		qos,
		retain,
		made: encodePublish(packet),
		packet,
		fields: publishFieldsOf(packet, message, 1),
	};
	return shared;
}

/** A delivery of the session store. At QoS 0 all subscribers get the very same packet: nothing in it is theirs. */
export function sendPublish(wire: Wire, name: string, sending: Sending): void {
	const { made, packet, fields } = sharedBy(sending);
	const { packetId, dup, attempt } = sending;
	if (packetId === null) return enterLoad(wire, { kind: "packet", name, bytes: made.bytes, packet, fields });
	enterLoad(wire, {
		kind: "packet",
		name,
		bytes: again(made, packetId, dup),
		packet: { ...packet, dup, packetId },
		fields: { ...fields, dup, packetId, attempt } as PacketFields,
	});
}

export function sendPubrel(wire: Wire, packetId: number, message: string | null): void {
	enterDown(wire, { type: "PUBREL", packetId }, encodePubrel(packetId), message);
}
