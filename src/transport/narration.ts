import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { toldOf } from "#drawn/told.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { seqAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import type { Lead, Narration } from "#story/family.ts";
import { textOf } from "#story/narrate.ts";
import { pausedNarration } from "#story/standing.ts";

/** `lead`: the beginning of the text, where that is drawn bold. */
type NarratorLine = { readonly text: string; readonly tone: "fact" | "error"; readonly lead?: Lead };

/** What the narrator says about a room: its link first, then the last thing that happened. At a moment of the past: the last thing that had happened then. */
export function openNarrator(): (state: RoomState, now: number) => NarratorLine {
	let last: Last = null;
	return (state, now) => {
		const { link, history } = state;
		const isLive = state.cursor.at === "live";
		if (isLive && link.state === "refused") return { text: cut(link.says, LIMITS.sentenceCharacters), tone: "error" };
		if (isLive && link.state === "lost")
			return { text: `${cut(link.says ?? "The page lost the room.", LIMITS.sentenceCharacters)} Trying again.`, tone: "error" };
		if (isLive && link.state === "opening") return { text: "Opening the room.", tone: "fact" };
		last = newest(history, last, seqAtCursor(state));
		const said = last?.said ?? standing(worldAtCursor(state), now, link.state === "recorded");
		return { text: textOf(said), tone: "fact", ...(said.lead === null ? {} : { lead: said.lead }) };
	};
}

type Last = { readonly event: RoomEvent; readonly said: Narration } | null;

/** Walks back from this event to the first event with a sentence, and no further than an earlier walk. */
function newest(history: History, last: Last, upTo: number): Last {
	// In another life of the room, an event of that seq is another event: nothing said before is about it.
	const known = last !== null && last.event.seq <= upTo && history.event(last.event.seq) === last.event ? last : null;
	for (let one = history.event(upTo); one !== null && one !== known?.event; one = history.event(one.seq - 1)) {
		const said = toldOf(one, history).narration;
		if (said !== null) return { event: one, said };
	}
	return known;
}

/** For a page that has just joined and has not seen anything happen. */
function standing(world: World, now: number, recorded: boolean): Narration {
	const plain = (rest: string): Narration => ({ lead: null, rest });
	if (world.closing !== null) return plain("This room closes soon unless somebody comes.");
	if (world.clock.paused) return pausedNarration(world, now);
	const clients = Object.values(world.clients);
	if (clients.length === 0) return plain(`Nobody has connected yet.${recorded ? "" : " Connect a client."}`);
	const connected = clients.filter((client) => client.phase.phase === "connected").map((client) => client.clientId);
	if (connected.length === 0) return plain(`Every client is offline.${recorded ? "" : " Connect one."}`);
	return plain(connected.length === 1 ? `${connected[0]} is connected.` : `${connected.length} clients are connected.`);
}

/** The words that are drawn bold, and the rest. */
export function splitLead({ text, lead }: NarratorLine): readonly [lead: string, rest: string] {
	return lead === undefined ? ["", text] : [lead, text.slice(lead.length)];
}
