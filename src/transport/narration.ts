import type { World } from "#model/world.ts";
import type { RoomState, Told } from "#room/room-state.ts";
import { narrate, narratePaused } from "#story/narrate.ts";

export type Narration = { readonly text: string; readonly tone: "fact" | "error" };

/** What the narrator says of a room: its link first, then a refused step, then the last thing that happened. */
export function openNarrator(): (state: RoomState, now: number) => Narration {
	let last: { readonly seq: number; readonly text: string } | null = null;
	return (state, now) => {
		const { link, notice, told, world } = state;
		if (link.state === "refused") return { text: link.says, tone: "error" };
		if (link.state === "lost") return { text: "The page lost the room. Trying again.", tone: "error" };
		if (link.state === "opening") return { text: "Opening the room.", tone: "fact" };
		if (notice !== null) return { text: notice.says, tone: "error" };
		last = newest(told, last);
		return { text: last?.text ?? standing(world, now), tone: "fact" };
	};
}

/** Walks back from the newest event to the first one with a sentence, and no further than was walked before. */
function newest(told: readonly Told[], last: { readonly seq: number; readonly text: string } | null) {
	const end = told.at(-1);
	// A room that was opened anew starts counting again: nothing said before is about it.
	const known = last !== null && end !== undefined && last.seq <= end.event.seq ? last : null;
	for (let index = told.length - 1; index >= 0; index -= 1) {
		const one = told[index];
		if (one === undefined || (known !== null && one.event.seq <= known.seq)) break;
		const text = narrate(one.event, one.world, told[index - 1]?.world);
		if (text !== null) return { seq: one.event.seq, text };
	}
	return known;
}

/** For a page that has just joined and saw nothing happen. */
function standing(world: World, now: number): string {
	if (world.closing !== null) return "This room closes soon unless somebody comes.";
	if (world.clock.paused) return narratePaused(world, now);
	const clients = Object.values(world.clients);
	if (clients.length === 0) return "Nobody has connected yet. Connect a client.";
	const connected = clients.filter((client) => client.phase.phase === "connected").map((client) => client.clientId);
	if (connected.length === 0) return "Every client is offline. Connect one.";
	return connected.length === 1 ? `${connected[0]} is connected.` : `${connected.length} clients are connected.`;
}

const LEADS = ["Paused.", "Running.", "Unplugged.", "Cable cut.", "Silent.", "Half open."];

/** The word that is drawn bold, and the rest. */
export function splitLead(text: string): readonly [string, string] {
	const lead = LEADS.find((candidate) => text.startsWith(candidate)) ?? "";
	return [lead, text.slice(lead.length)];
}
