import { useEffect, useState } from "react";
import { usePlayground } from "#script/playground.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { askForBytes, type BytesAtHand } from "./ask-for-bytes.ts";

const ASKING: BytesAtHand = { state: "asking" };

/** The original bytes of the packet, asked for once the packet is looked at. */
export function useBytes(packet: TapePacket): BytesAtHand {
	const { room } = usePlayground();
	const [told, setTold] = useState<{ readonly of: TapePacket["packet"]; readonly bytes: BytesAtHand } | null>(null);
	const name = packet.packet;
	useEffect(() => askForBytes(room, name, (bytes) => setTold({ of: name, bytes })), [room, name]);
	const at = told?.of === name ? told.bytes : ASKING;
	return at.state === "gone" || at.state === "refused" ? (firstBytes(packet) ?? at) : at;
}

/** Of bytes that could not be read, the event itself carries the first ones. */
function firstBytes({ malformed, bytes: whole }: TapePacket): BytesAtHand | null {
	if (malformed === null || malformed.hex === "") return null;
	const bytes = Uint8Array.from(malformed.hex.trim().split(/\s+/), (one) => Number.parseInt(one, 16));
	return { state: "here", bytes, whole: Math.max(whole, bytes.length) };
}
