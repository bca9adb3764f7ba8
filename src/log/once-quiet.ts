import type { RoomStore } from "#room/room-state.ts";

/** Ms in which nothing happens. */
const QUIET_MS = 100;
/** Ms after which the page waits no longer for a quiet moment. */
const PATIENCE_MS = 2_000;

/**
 * Calls once nothing happens in the room for a moment, or after a while: a page that can hardly follow what happens has no time for what
 * happened before, and the beginning that is in view may be gone the moment after. The room is looked at, not what is drawn of it: a page
 * in a rush draws seldom. Returns a function that gives the waiting up.
 */
export function onceQuiet(room: Pick<RoomStore, "subscribe">, call: () => void): () => void {
	let quiet: ReturnType<typeof setTimeout>;
	const wait = () => {
		clearTimeout(quiet);
		quiet = setTimeout(over, QUIET_MS);
	};
	const giveUp = () => {
		stop();
		clearTimeout(quiet);
		clearTimeout(patience);
	};
	const over = () => {
		giveUp();
		call();
	};
	const stop = room.subscribe(wait);
	const patience = setTimeout(over, PATIENCE_MS);
	wait();
	return giveUp;
}
