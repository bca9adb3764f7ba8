import { LIMITS } from "#contract/limits.ts";
import type { PacketBytes, RoomStore } from "#room/room-state.ts";

/** untold: why the host was not asked for the rest; null: it was asked for all that it can have. */
export type NewestBytes = { readonly bytes: ReadonlyMap<string, PacketBytes>; readonly untold: string | null };

/**
 * The bytes of these packets, oldest first, of those that the host still has. It keeps those of the newest ones: once it has none of as many as one
 * frame asks for, it has none of the earlier ones either, and is not asked for them.
 */
export async function newestBytes(askBytes: RoomStore["askBytes"], packets: readonly string[]): Promise<NewestBytes> {
	const bytes = new Map<string, PacketBytes>();
	for (let end = packets.length; end > 0; end -= LIMITS.bytesAsked) {
		const some = await askBytes(packets.slice(Math.max(0, end - LIMITS.bytesAsked), end));
		if (!some.ok) return { bytes, untold: some.says };
		for (const [packet, those] of some.bytes) bytes.set(packet, those);
		if (some.bytes.size === 0) break;
	}
	return { bytes, untold: null };
}
