import type { Keeping, Then } from "./kept-recording.ts";
import { onceLive } from "./life.ts";
import { stepsKey } from "./run-key.ts";

/**
 * What this tab did in the room goes on being one recording when the page is loaded again, or comes back. The code for that is loaded once
 * there is something to keep, or something was there before this page came.
 */
export function keepRecording(keeping: Keeping): () => void {
	const { room, lab, recorder, storage } = keeping;
	let isOver = false;
	let stopFollowing = () => {};
	const begin = (then: Then | null) => {
		stopWaiting();
		void import("./kept-recording.ts").then(
			({ followRecording }) => {
				if (!isOver) stopFollowing = followRecording(keeping, then);
			},
			// The host is gone: the next page in this tab says what it does not know.
			() => {},
		);
	};
	const stopWaiting = recorder.subscribe(() => begin(null));
	const stopLive = onceLive(room, (state) => {
		if (Object.keys(state.live.clients).length > 0 || isKept(storage, state.room)) begin({ state, reloaded: lab.getState().reloaded });
	});
	return () => {
		isOver = true;
		for (const stop of [stopWaiting, stopLive, stopFollowing]) stop();
	};
}

function isKept(storage: Storage, room: string): boolean {
	try {
		return storage.getItem(stepsKey(room)) !== null;
	} catch {
		return false;
	}
}
