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
	if (wire.closed !== null) return;
	if (wire.down.length >= LIMITS.downLanePackets || wire.downBytes >= LIMITS.downLaneBytes) {
		wire.room.turn.later(() => {
			const says = `More than ${LIMITS.downLanePackets} packets wait on this wire: it is cut, so that the broker is not held up.`;
			if (wire.closed === null) wire.room.tell({ type: "limit.reached", limit: "downLanePackets", says, connection: wire.connection });
			wire.close("overflow", says, null);
		});
		return;
	}
	wire.downBytes += load.bytes.length;
	wire.down.enter(load);
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
