import type { CloseReason, PacketFields } from "#contract/event.ts";
import type { Breach } from "#mqtt/malformed.ts";
import type { Packet } from "#mqtt/packet.ts";

/** What travels on a lane. */
export type Load =
	| {
			readonly kind: "packet";
			readonly name: string;
			readonly bytes: Uint8Array;
			/** The rest of the packet's bytes: a long payload, which all copies of a message share. */
			readonly tail?: Uint8Array | undefined;
			readonly packet: Packet;
			readonly fields: PacketFields;
	  }
	/** Bytes that are not a packet: the other end judges them, where the broker judges by itself. */
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	/** The end of the stream, behind what was sent before it. */
	| { readonly kind: "end" }
	/** Bytes that no broker may take: the connection ends where they arrive [MQTT-4.8.0-1]. */
	| { readonly kind: "fault"; readonly says: string; readonly clause: string; readonly breach: Breach | undefined };

export type PacketLoad = Extract<Load, { kind: "packet" }>;

/** Bytes of a load on its wire. */
export function sizeOf(load: Extract<Load, { bytes: Uint8Array }>): number {
	return load.bytes.length + (load.kind === "packet" ? (load.tail?.length ?? 0) : 0);
}

/** Why a connection ends, as "connection.closed" tells it. */
export type Closing = {
	readonly reason: CloseReason;
	readonly says: string;
	readonly clause: string | null;
	readonly breach?: Breach | undefined;
};
