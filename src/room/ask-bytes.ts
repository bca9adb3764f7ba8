import { fromBase64 } from "#contract/base64.ts";
import { LIMITS } from "#contract/limits.ts";
import { BEGUN_ANEW, type Reply } from "./answers.ts";
import type { BytesGiven, PacketBytes, RoomState, RoomStore } from "./room-state.ts";

/**
 * ask: sends one frame that asks for the bytes of these packets. One frame is under way at a time, whoever asks, so that no host is flooded. What was
 * asked of one life of the room is not asked of the next one, where the same names are those of other packets.
 */
export function openAskBytes(
	ask: (packets: readonly string[]) => Promise<Reply>,
	room: { getState(): Pick<RoomState, "life"> },
): RoomStore["askBytes"] {
	const lifeNow = () => room.getState().life?.name;
	let last: Promise<unknown> = Promise.resolve();
	const askAll = async (packets: readonly string[], of: string | undefined): Promise<BytesGiven> => {
		const found = new Map<string, PacketBytes>();
		for (let at = 0; at < packets.length; ) {
			if (lifeNow() !== of) return { ok: false, says: BEGUN_ANEW };
			const reply = await ask(packets.slice(at, at + LIMITS.bytesAsked));
			if (!reply.ok) return reply;
			for (const { packet, bytes, whole } of reply.bytes?.packets ?? []) {
				const read = fromBase64(bytes);
				if (read !== null) found.set(packet, { bytes: read, whole });
			}
			at += Math.max(1, reply.bytes?.answered ?? 0);
		}
		return { ok: true, bytes: found };
	};
	return (packets) => {
		const of = lifeNow();
		const all = last.then(() => askAll(packets, of));
		last = all.catch(() => {});
		return all;
	};
}
