import { useEffect, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { toldOf } from "#drawn/told.ts";
import type { History } from "#model/history.ts";
import { cut } from "#mqtt/cut.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { timeText } from "#story/phrases.ts";
import { openNarrator } from "./narration.ts";

type Spoken = { readonly polite: string; readonly urgent: string };

/** Ms over which fate changes are gathered into one announcement. */
const GATHER_MS = 800;
/** Sentences in one announcement; a larger burst is told by its count. */
const MOST = 4;

/** What a screen reader is told. */
export function useAnnouncements(room: RoomStore): Spoken {
	const [spoken, setSpoken] = useState<Spoken>({ polite: "", urgent: "" });
	useEffect(() => followAloud(room, (said) => setSpoken((before) => ({ ...before, ...said })), afterMs), [room]);
	return spoken;
}

type After = (ms: number, call: () => void) => () => void;

function afterMs(ms: number, call: () => void): () => void {
	const timer = setTimeout(call, ms);
	return () => clearTimeout(timer);
}

/**
 * Fate changes are gathered over 800 ms; cuts, discarded sessions and the end of a room are told at once. Where the cursor is, is told once the
 * cursor has stood still for as long: not while it is led along, nor while a recording is played.
 */
export function followAloud(room: RoomStore, tell: (said: Partial<Spoken>) => void, after: After): () => void {
	let seen = room.getState().live.seq;
	let waiting: string[] = [];
	const narrator = openNarrator();
	let gathers: (() => void) | null = null;
	let rests = () => {};
	const flush = () => {
		gathers = null;
		tell({ polite: gathered(waiting) });
		waiting = [];
	};
	const rested = () => {
		gathers?.();
		gathers = null;
		const state = room.getState();
		tell({ polite: gathered([...waiting, whereText(state, narrator(state, room.now()).text)]) });
		waiting = [];
	};
	const stop = room.subscribe((state, before) => {
		const { history } = state;
		// Words of what was told before may have been taken back: they are no longer there for anybody.
		if (isToldAnew(history, before.history)) {
			waiting = [];
			tell({ polite: "", urgent: "" });
		}
		// What another life of the room began with is not news: the page says that it is another one.
		const fresh = state.life === before.life && state.cursor.at === "live" ? history.after(seen) : [];
		seen = history.live.seq;
		const polite = [...outside(state, before)];
		if (state.life !== before.life) rests();
		else if (state.cursor !== before.cursor) {
			rests();
			rests = after(GATHER_MS, rested);
		}
		for (const event of fresh) {
			const said = toldOf(event, history).announcement;
			if (said?.urgent) tell({ urgent: said.text });
			else if (said !== null) polite.push(said.text);
		}
		if (polite.length === 0) return;
		waiting.push(...polite);
		gathers ??= after(GATHER_MS, flush);
	});
	return () => {
		stop();
		gathers?.();
		rests();
	};
}

/** Whether the same happenings have been told once more, and not only what came after them. */
function isToldAnew(now: History, before: History): boolean {
	const { seq } = before.live;
	return before.event(seq) !== null && now.event(seq) !== before.event(seq);
}

/** Said when the cursor has moved. What happens in the room meanwhile is not told: the page speaks of another moment. */
export function whereText({ cursor, link }: Pick<RoomState, "cursor" | "link">, narrated: string): string {
	if (cursor.at === "moment") return `Reviewing ${timeText(cursor.time)}. ${narrated}`;
	return link.state === "recorded" ? "The end of the recording." : "Live again.";
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
