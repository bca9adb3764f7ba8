import type { TapePacket } from "#traffic/traffic.ts";
import { encodeExactly } from "./encode-exactly.ts";
import { HEX_BYTES } from "./excerpt.ts";

/** The bytes of one packet, as far as they are known; whole: how many they are in all. */
type SomeBytes = { readonly bytes: Uint8Array; readonly whole: number };

/** What a host still has of the original bytes, by packet. */
export type OriginalBytes = ReadonlyMap<string, SomeBytes>;

export type KnownBytes = {
	/** Null: they are gone. */
	of(packet: TapePacket): SomeBytes | null;
	/** Packets whose bytes are gone. */
	readonly missing: number;
};

/** The original bytes of these packets, or the same bytes written anew from what the events tell, where those tell everything. */
export function knownBytes(packets: readonly TapePacket[], original: OriginalBytes): KnownBytes {
	const lastOf = new Map(packets.map((packet) => [wayOf(packet), packet]));
	const all = new Map<string, SomeBytes>();
	for (const packet of packets) {
		const found = original.get(packet.packet) ?? told(packet, lastOf.get(wayOf(packet)) === packet);
		if (found !== null) all.set(packet.packet, found);
	}
	return { of: ({ packet }) => all.get(packet) ?? null, missing: packets.length - all.size };
}

function told({ fields, malformed, bytes }: TapePacket, isLast: boolean): SomeBytes | null {
	if (fields !== null) {
		const encoded = encodeExactly(fields, bytes);
		return encoded === null ? null : { bytes: encoded, whole: bytes };
	}
	const first = Uint8Array.from(malformed?.hex.match(/[0-9a-f]{2}/g) ?? [], (byte) => Number.parseInt(byte, 16));
	if (first.length === 0) return null;
	// There may be more of them than the event tells, and what follows on this wire would be read as the rest.
	if (first.length === bytes && bytes >= HEX_BYTES && !isLast) return null;
	return { bytes: first, whole: bytes };
}

function wayOf({ connection, direction }: TapePacket): string {
	return `${connection} ${direction}`;
}
