import type { RoomStore } from "#room/room-state.ts";
import { interruptionOf, readRun, writeRun } from "./kept-script.ts";
import { onceLive } from "./life.ts";
import type { ScriptStore } from "./runner.ts";

type Keeping = { readonly room: RoomStore; readonly script: ScriptStore; readonly storage: Storage };

/** A script that was under way when this tab left the room, or was loaded again, is offered again; from then on the tab keeps what is under way. */
export function keepRun({ room, script, storage }: Keeping): () => void {
	const unfollow = script.subscribe((now) => writeRun(storage, room.getState(), now));
	const stop = onceLive(room, (state) => {
		const kept = readRun(storage, state.room);
		if (kept !== null) script.offer(kept, interruptionOf(kept, state));
	});
	return () => {
		unfollow();
		stop();
	};
}
