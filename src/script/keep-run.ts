import type { RoomState, RoomStore } from "#room/room-state.ts";
import { onceLive } from "./life.ts";
import { runKey } from "./run-key.ts";
import type { KeptRun, ScriptState, ScriptStore } from "./runner.ts";

type Keeping = { readonly room: RoomStore; readonly script: ScriptStore; readonly storage: Storage };

/** A script that was under way when this tab left the room, or was loaded again, is offered again; from then on the tab keeps what is under way. */
export function keepRun({ room, script, storage }: Keeping): () => void {
	const unfollow = script.subscribe((now) => writeRun(storage, room.getState(), now));
	const stop = onceLive(room, (state) => void offerKept(state, script, storage));
	return () => {
		unfollow();
		stop();
	};
}

/** What reads a kept script is loaded by the few visits that have kept one. */
async function offerKept(state: RoomState, script: ScriptStore, storage: Storage): Promise<void> {
	if (!isKept(storage, state.room)) return;
	const { interruptionOf, readRun } = await import("./kept-script.ts");
	const kept = readRun(storage, state.room);
	if (kept !== null) script.offer(kept, interruptionOf(kept, state));
}

function isKept(storage: Storage, room: string): boolean {
	try {
		return storage.getItem(runKey(room)) !== null;
	} catch {
		return false;
	}
}

/** Keeps a script that is under way, and forgets one that is at its end or put away. */
export function writeRun(
	storage: Storage,
	{ life, room, live }: RoomState,
	{ script, state, next, interruption, borrowed }: ScriptState,
): void {
	try {
		if (script === null || state === "done" || life === null) storage.removeItem(runKey(room));
		else
			storage.setItem(
				runKey(room),
				JSON.stringify({ life: life.name, clearedSeq: live.clearedSeq, script, next, interruption, borrowed } satisfies KeptRun),
			);
	} catch {
		// The storage is full or forbidden: the script lasts as long as the page.
	}
}
