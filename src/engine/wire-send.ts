import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Sending } from "./deliveries.ts";
import { encodePublish, encodePubrel } from "./encode.ts";
import { fieldsOf } from "./fields.ts";
import type { Wire } from "./wire.ts";

/** What travels on a lane: a packet, the end of the stream behind it, or bytes that no broker may take. */
export type Load =
	| { readonly kind: "packet"; readonly name: string; readonly bytes: Uint8Array; readonly packet: Packet; readonly fields: PacketFields }
	| { readonly kind: "end" }
	| { readonly kind: "fault"; readonly says: string; readonly clause: string };

/** Sends a packet on its way to the client. Past the bound the connection is cut: a full wire must never hold the broker up. */
export function enterDown(wire: Wire, packet: Packet, bytes: Uint8Array, message: string | null): void {
	enterLoad(wire, { kind: "packet", name: wire.room.packetName(), bytes, packet, fields: fieldsOf(packet, { message, attempt: 1 }) });
}

function enterLoad(wire: Wire, load: Extract<Load, { kind: "packet" }>): void {
	if (!takes(wire)) return;
	if (wire.unheard) {
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

/** A bound of this connection is reached: it ends, after this turn. */
export function overflow(wire: Wire, says: string): void {
	wire.full = true;
	wire.room.turn.later(() => {
		if (wire.closed === null) wire.room.tell({ type: "limit.reached", limit: "connection", says, connection: wire.connection });
		wire.close("overflow", says, null);
	});
}

/** A delivery of the session store. */
export function sendPublish(wire: Wire, name: string, sending: Sending): void {
	const { message, qos, retain, dup, packetId, attempt } = sending;
	const { topic, payload } = message;
	const packet = { type: "PUBLISH", topic, payload, qos, retain, dup, packetId } as const;
	const fields = fieldsOf(packet, { message: message.message, attempt });
	enterLoad(wire, { kind: "packet", name, bytes: encodePublish(packet), packet, fields });
}

export function sendPubrel(wire: Wire, packetId: number, message: string | null): void {
	enterDown(wire, { type: "PUBREL", packetId }, encodePubrel(packetId), message);
}
