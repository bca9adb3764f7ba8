import type { FactOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { Breach, Malformed } from "#mqtt/malformed.ts";
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
			/** What the standard, or a bound of ours, has against it, where the broker judges by itself. */
			readonly fault?: Malformed | undefined;
	  }
	/** Bytes that are not read here: the other end judges them. fault: as above; not there: nothing is known against them. seen: as "packet.malformed" names them. */
	| { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly fault?: Malformed | undefined; readonly seen?: string | undefined }
	/** The end of the stream, behind what was sent before it. refused: why a broker ends it. */
	| { readonly kind: "end"; readonly refused?: ConnectRefused | undefined }
	/** Bytes that no broker may take: the connection ends where they arrive [MQTT-4.8.0-1]. */
	| {
			readonly kind: "fault";
			readonly seen: string;
			readonly says: string;
			readonly clause: string;
			readonly breach: Breach | undefined;
	  };

export type PacketLoad = Extract<Load, { kind: "packet" }>;

/** By which name events tell that a load is lost; undefined: nobody has been told of it. */
export function nameOf(load: Load): string | undefined {
	if (load.kind === "end") return undefined;
	return load.kind === "packet" ? load.name : load.seen;
}

/** Bytes of a load on its wire. */
export function sizeOf(load: Extract<Load, { bytes: Uint8Array }>): number {
	return load.bytes.length + (load.kind === "packet" ? (load.tail?.length ?? 0) : 0);
}

/** Bytes from which on a payload is not copied for each subscriber: all of them share it. */
export const LONG_BYTES = 4 * 1024;

/** What is on any wire of a room. long: how many loads share these bytes, which count once. */
export type UnderWay = { packets: number; bytes: number; readonly long: Map<Uint8Array, number> };

/** A load has set out (1), or is no longer on its way (-1). */
export function count(underWay: UnderWay, load: Load, by: 1 | -1): void {
	if (load.kind === "end" || load.kind === "fault") return;
	if (load.kind === "packet") underWay.packets += by;
	const shared = (load.kind === "packet" ? load.tail : undefined) ?? load.bytes;
	underWay.bytes += by * (sizeOf(load) - (shared.length < LONG_BYTES ? 0 : shared.length));
	if (shared.length < LONG_BYTES) return;
	const before = underWay.long.get(shared) ?? 0;
	const after = before + by;
	if (after === 0) underWay.long.delete(shared);
	else underWay.long.set(shared, after);
	if (before === 0 || after === 0) underWay.bytes += by * shared.length;
}

/** Whether a lane with so many packets and bytes takes no more, because the wires of the room are full. */
export function takesTooMuch(underWay: UnderWay, packets: number, bytes: number): boolean {
	if (packets > LIMITS.lanePackets && underWay.packets > LIMITS.roomPackets) return true;
	return bytes > LIMITS.laneBytes && underWay.bytes > LIMITS.roomWireBytes;
}

/** Why a broker of ours refuses a CONNECT: decided once, for the log, the end of the connection and the door alike. says: a clause. */
export type ConnectRefused = Pick<FactOf<"connection.refused">, "returnCode" | "why" | "says" | "clause">;

/** Why a connection ends, as "connection.closed" tells it. */
export type Closing = {
	readonly reason: CloseReason;
	readonly says: string;
	readonly clause: string | null;
	readonly breach?: Breach | undefined;
};
