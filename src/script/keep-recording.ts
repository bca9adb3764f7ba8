import type { LabStore } from "#lab/lab.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { onceLive } from "./life.ts";
import type { KeptSteps, Recorder, Recording } from "./recorder.ts";

type Keeping = { readonly room: RoomStore; readonly lab: LabStore; readonly recorder: Recorder; readonly storage: Storage };

/** A recording as a tab keeps it: about one life of the room, since one clearing. */
export type KeptRecording = KeptSteps & { readonly life: string; readonly clearedSeq: number };

const key = (room: string) => `slow-wire/${room}/steps`;

/** What this tab did in the room goes on being one recording when the page is loaded again, or comes back; what the tab has no record of is counted. */
export function keepRecording({ room, lab, recorder, storage }: Keeping): () => void {
	let isKnown = false;
	const unfollow = recorder.subscribe((now) => {
		if (isKnown) write(storage, room.getState(), now);
	});
	const stop = onceLive(room, async (state) => {
		const { reloaded } = lab.getState();
		const kept = await readKept(storage, state);
		isKnown = true;
		// The room may have been cleared while the code that reads was loaded.
		if (!isOf(state, room.getState())) return;
		const clients = Object.keys(state.live.clients);
		if (kept !== null) recorder.goOn(kept, reloaded, state.live.at);
		else if (clients.length > 0)
			recorder.cameTo({ clients, messages: Object.keys(state.live.messages).length + state.live.forgotten.messages });
	});
	return () => {
		unfollow();
		stop();
	};
}

function isOf(then: RoomState, now: RoomState): boolean {
	return then.life?.name === now.life?.name && then.live.clearedSeq === now.live.clearedSeq;
}

/** Null: nothing is kept of this life of the room. What reads it is loaded by the visits that have kept something. */
async function readKept(storage: Storage, { room, life, live }: RoomState): Promise<KeptSteps | null> {
	try {
		const text = storage.getItem(key(room));
		if (text === null) return null;
		const { parseRecording } = await import("./kept-recording.ts");
		const kept = parseRecording(text);
		return kept?.life === life?.name && kept?.clearedSeq === live.clearedSeq ? kept : null;
	} catch {
		return null;
	}
}

function write(storage: Storage, { room, life, live }: RoomState, { earlier, ...kept }: Recording): void {
	try {
		// A part of what was done is not kept: it would pass for the whole.
		storage.removeItem(key(room));
		if (kept.steps.length === 0 || life === null || earlier !== null) return;
		storage.setItem(key(room), JSON.stringify({ ...kept, life: life.name, clearedSeq: live.clearedSeq } satisfies KeptRecording));
	} catch {
		// The storage is full or forbidden: the next page in this tab says what it does not know.
	}
}
