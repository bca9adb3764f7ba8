import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Room } from "#engine/port.ts";

/** What a page has asked for: the bytes of these packets, as an answer to its frame of that number. */
export type BytesAsked = { readonly id: number; readonly names: readonly string[] };

type Told = Extract<HostFrame, { type: "bytes" }>["packets"][number];

/**
 * The answer: as many of the packets as one frame carries, of LIMITS.partCharacters, and at least one. Long bytes take a frame each: the page asks again
 * for what is not answered, and nobody waits for more than one such frame.
 */
export function bytesAnswer({ bytesOf }: Pick<Room, "bytesOf">, { id, names }: BytesAsked): string {
	const packets: Told[] = [];
	let characters = 0;
	let answered = 0;
	for (const packet of names) {
		const kept = bytesOf(packet);
		if (kept !== null) {
			const told = { packet, bytes: base64(kept.bytes), whole: kept.whole };
			characters += JSON.stringify(told).length + 1;
			if (packets.length > 0 && characters > LIMITS.partCharacters) break;
			packets.push(told);
		}
		answered += 1;
	}
	return JSON.stringify({ type: "bytes", id, answered, packets } satisfies HostFrame);
}

/** Arguments that a call takes for sure. */
const AT_ONCE = 8 * 1024;

function base64(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
	return btoa(text);
}
