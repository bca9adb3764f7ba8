import { createStore } from "zustand/vanilla";
import { openHistory } from "#model/history.ts";
import { lookingAround } from "#room/cursor.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import type { RoomRecording } from "./recording.ts";

/** What a recording answers to whoever wants something done in it. */
export const NOTHING_TO_DO = "This is a recording: nothing can be done in it.";

/** A room as its recording tells it: it stands as it was when it was saved, and can be looked at from its first moment to its last. No socket is opened. */
export function openRecordedRoom({ room, now, base, events, bytes }: RoomRecording): RoomStore {
	const history = openHistory(base).append(events);
	const { live } = history;
	const store = createStore<RoomState>(() => ({
		link: { state: "recorded" },
		room,
		life: { name: "recording", before: 0 },
		history,
		past: "told",
		live,
		cursor: { at: "live" },
		selection: null,
		mqttPort: null,
		notice: null,
		class: null,
	}));
	return Object.assign(store, {
		now: () => now,
		send: async () => ({ ok: false as const, says: NOTHING_TO_DO }),
		wake() {},
		sendClass: async () => ({ ok: false as const, says: NOTHING_TO_DO }),
		askPast() {},
		...lookingAround(store),
		askBytes: async (packets: readonly string[]) => ({
			ok: true as const,
			bytes: new Map(
				packets.flatMap((packet) => {
					const kept = bytes.get(packet);
					return kept === undefined ? [] : [[packet, kept] as const];
				}),
			),
		}),
		until: async (holds: (world: RoomState["live"]) => boolean) => {
			if (!holds(live)) throw new Error("a recording does not go on");
			return live;
		},
		notice: (says: string) => store.setState({ notice: { says, screen: "lab" } }),
		dismissNotice: () => store.setState({ notice: null }),
		close() {},
	});
}
