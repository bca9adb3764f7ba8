import { useEffect, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { toldOf } from "#drawn/told.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { cut } from "#story/cut.ts";

type Spoken = { readonly polite: string; readonly urgent: string };

/** Ms over which fate changes are gathered into one announcement. */
const GATHER_MS = 800;
/** Sentences in one announcement; a larger burst is told by its count. */
const MOST = 4;

/** What a screen reader is told: fate changes gathered over 800 ms; cuts, discarded sessions and the end of a room at once. */
export function useAnnouncements(room: RoomStore): Spoken {
	const [spoken, setSpoken] = useState<Spoken>({ polite: "", urgent: "" });
	useEffect(() => {
		let seen = room.getState().live.seq;
		let waiting: string[] = [];
		let timer: ReturnType<typeof setTimeout> | undefined;
		const flush = () => {
			timer = undefined;
			const polite = gathered(waiting);
			waiting = [];
			setSpoken((before) => ({ ...before, polite }));
		};
		const listen = (state: RoomState, before: RoomState) => {
			const { history } = state;
			// What another life of the room began with is not news: the page says that it is another one.
			const fresh = state.life === before.life ? history.after(seen) : [];
			seen = history.live.seq;
			const polite = [...outside(state, before)];
			for (const event of fresh) {
				const said = toldOf(event, history).announcement;
				if (said?.urgent) setSpoken((now) => ({ ...now, urgent: said.text }));
				else if (said !== null) polite.push(said.text);
			}
			if (polite.length === 0) return;
			waiting.push(...polite);
			timer ??= setTimeout(flush, GATHER_MS);
		};
		const stop = room.subscribe(listen);
		return () => {
			stop();
			clearTimeout(timer);
		};
	}, [room]);
	return spoken;
}

/** What is not an event of the room: its link, and a refused step. */
export function outside(state: RoomState, before: RoomState): readonly string[] {
	const said: string[] = [];
	if (state.notice !== null && state.notice !== before.notice) said.push(cut(state.notice.says, LIMITS.sentenceCharacters));
	if (state.link.state !== before.link.state && state.link.state === "lost") said.push("The page lost the room. Trying again.");
	// Otherwise whoever only listens is left with "trying again".
	if (state.link.state === "live" && before.link.state === "lost") said.push("The page has the room again.");
	if (state.link.state === "refused" && before.link.state !== "refused") said.push(cut(state.link.says, LIMITS.sentenceCharacters));
	return said;
}

export function gathered(sentences: readonly string[]): string {
	const distinct = [...new Set(sentences)];
	if (distinct.length <= MOST) return distinct.join(" ");
	const more = distinct.length - MOST;
	return `${distinct.slice(-MOST).join(" ")} And ${more === 1 ? "one change" : `${more} changes`} before.`;
}
