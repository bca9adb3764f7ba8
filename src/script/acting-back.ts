import { createStore } from "zustand/vanilla";
import type { Outcome } from "#lab/setup.ts";
import { isReviewing, nowAtCursor } from "#room/cursor.ts";
import type { RoomStore } from "#room/room-state.ts";
import { timeText } from "#story/phrases.ts";
import type { ScriptStore } from "./runner.ts";

/** A person wanted to act in this room while a moment of its past was shown, or to fork from there; null: that has been answered. */
type Asks = { readonly room: RoomStore; readonly about: "act" | "fork" } | null;

/** Who shows the room asks what is meant: to go live, or to fork from here. */
export const askedBack = createStore<{ readonly asks: Asks }>(() => ({ asks: null }));

/** Whether a person who acts now does so looking back: the past cannot be acted in, and the present is not what that person sees. Then it is asked about. */
export function refusedBack(room: RoomStore): boolean {
	if (!isReviewing(room.getState())) return false;
	askedBack.setState({ asks: { room, about: "act" } });
	return true;
}

/** Said where a refusal is told as a sentence. */
export function refusedBackText(room: RoomStore): string {
	return `${timeText(nowAtCursor(room))} is past: nothing was done.`;
}

/** To start a script is an act of a person too; a script that runs already runs on. */
export function unlessBack<S extends Pick<ScriptStore, "load" | "next" | "play" | "playAtOnce">>(room: RoomStore, script: S): S {
	const guarded =
		<A extends readonly unknown[]>(act: (...given: A) => Promise<Outcome>) =>
		(...given: A): Promise<Outcome> =>
			refusedBack(room) ? Promise.resolve({ ok: false, says: refusedBackText(room) }) : act(...given);
	return Object.assign(script, {
		load: guarded(script.load),
		next: guarded(script.next),
		play: guarded(script.play),
		playAtOnce: guarded(script.playAtOnce),
	});
}
