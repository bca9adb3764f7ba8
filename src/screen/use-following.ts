import { useEffect } from "react";
import { useStore } from "zustand";
import type { RoomState, RoomStore, Selection } from "#room/room-state.ts";

/** Looks where the host looks: at the same moment, at the same packet or message. A moment that has not been told yet is looked at once it is. */
export function useFollowing(room: RoomStore): void {
	const seq = useStore(room, (state) => state.class?.told.looks.seq ?? null);
	const isTold = useStore(room, (state) => seq === null || state.live.seq >= seq);
	const packet = useStore(room, (state) => state.class?.told.looks.packet ?? null);
	const message = useStore(room, (state) => state.class?.told.looks.message ?? null);
	useEffect(() => {
		if (seq === null) {
			if (room.getState().cursor.at !== "live") room.seek("live");
		} else if (isTold) room.seek({ seq });
	}, [room, seq, isTold]);
	useEffect(() => room.select(selected(packet, message)), [room, packet, message]);
}

function selected(packet: string | null, message: string | null): RoomState["selection"] {
	const one: Selection =
		packet !== null ? { of: "packet", packet, field: null } : message !== null ? { of: "message", message, subscriber: null } : null;
	return one;
}
