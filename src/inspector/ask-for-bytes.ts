import { LIMITS } from "#contract/limits.ts";
import type { PacketBytes, RoomStore } from "#room/room-state.ts";

/** gone: they are no longer kept. refused: why the host has not given them. again: they are asked for again, when the link is back. */
export type BytesAtHand =
	| { readonly state: "asking" | "gone" }
	| { readonly state: "refused"; readonly says: string; readonly again: boolean }
	| ({ readonly state: "here" } & PacketBytes);

/** Asks for the bytes of this packet: again, when the link comes back, until there is an answer. Returns what ends it. */
export function askForBytes(
	room: Pick<RoomStore, "askBytes" | "subscribe" | "getState">,
	packet: string,
	tell: (bytes: BytesAtHand) => void,
): () => void {
	let wanted = true;
	const ask = async () => {
		const given = await room.askBytes([packet]);
		if (!wanted) return;
		wanted = !given.ok;
		if (!given.ok) return tell({ state: "refused", says: given.says, again: room.getState().link.state !== "live" });
		const bytes = given.bytes.get(packet);
		tell(bytes === undefined ? { state: "gone" } : { state: "here", ...bytes });
	};
	void ask();
	const unfollow = room.subscribe(({ link }, before) => {
		if (wanted && link.state === "live" && before.link.state !== "live") void ask();
	});
	return () => {
		wanted = false;
		unfollow();
	};
}

/** Why no bytes are shown. They can be gone with older packets, with a room that was cleared or restarted, or not be in a recording. */
export function sayNotHere(bytes: Exclude<BytesAtHand, { state: "here" }>): string {
	switch (bytes.state) {
		case "asking":
			return "Asking the host for its bytes.";
		case "gone":
			return `The bytes of this packet are not kept any longer: a room keeps those of its last packets, up to ${LIMITS.keptBytes / 2 ** 20} MiB.`;
		case "refused":
			return `The host has not given the bytes of this packet. ${bytes.says}${bytes.again ? " They are asked for again when the link is back." : ""}`;
	}
}
