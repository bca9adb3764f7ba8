import type { RoomEvent } from "#contract/event.ts";
import { countWhile } from "#model/count-while.ts";
import { leftStart } from "#story/leaving.ts";
import { list } from "#story/phrases.ts";
import type { At } from "#traffic/traffic.ts";
import { clientName, type Excerpt } from "./excerpt.ts";
import type { MessageFate, MessageFates } from "./message-fates.ts";

/** What no packet says, beside the lane of a client; null: beside that of the broker. */
export type LaneNote = At & { readonly client: string | null; readonly says: string };

/** How connections ended, what waits at the broker meanwhile, and what was dropped. events: those that are still known, oldest first. */
export function notesOf(
	{ connections }: Excerpt,
	events: readonly RoomEvent[],
	{ upTo, fates }: { readonly upTo: number; readonly fates: MessageFates },
): readonly LaneNote[] {
	const ends = connections.flatMap((connection): LaneNote[] => {
		const { closed } = connection;
		if (closed === null) return [];
		const client = clientName(connection);
		const says = closed.reason === "unseen" ? `${client} left, and this page did not see how` : leftStart(closed.reason, client);
		return [{ ...closed, client, says }];
	});
	return [...ends, ...waitingNotes(events, upTo), ...dropNotes(events, upTo, fates)].sort((a, b) => a.seq - b.seq);
}

/** One note for all that was dropped for a subscriber at one time and for one reason. */
function dropNotes(events: readonly RoomEvent[], upTo: number, fates: MessageFates): readonly LaneNote[] {
	const together = new Map<string, MessageFate & { readonly messages: string[] }>();
	for (const fate of fates.dropped()) {
		const key = JSON.stringify([fate.at, fate.subscriber, fate.says]);
		const one = together.get(key) ?? { ...fate, messages: [] };
		one.messages.push(fate.message);
		together.set(key, one);
	}
	return [...together.values()].map(({ at, subscriber, says, messages }) => ({
		at: at ?? 0,
		seq: Math.min(upTo, seqAt(events, at ?? 0)),
		client: null,
		says: `${list(messages)} dropped for ${subscriber}: ${says}`,
	}));
}

/** The seq of the last event up to this time; 0: the events that are known begin later. */
function seqAt(events: readonly RoomEvent[], at: number): number {
	return events[countWhile(events.length, (index) => (events[index]?.at ?? 0) <= at) - 1]?.seq ?? 0;
}

type Queued = { readonly seq: number; readonly at: number; readonly messages: string[] };

/** One note for all that is queued for a session until something else happens to that session. */
function waitingNotes(events: readonly RoomEvent[], upTo: number): readonly LaneNote[] {
	const notes: LaneNote[] = [];
	const queued = new Map<string, Queued>();
	const write = (session: string) => {
		const waiting = queued.get(session);
		if (waiting === undefined) return;
		queued.delete(session);
		const { seq, at, messages } = waiting;
		notes.push({
			seq,
			at,
			client: session,
			says: `${list(messages)} ${messages.length === 1 ? "waits" : "wait"} at the broker for ${session}`,
		});
	};
	for (const event of events) {
		if (event.seq > upTo) break;
		switch (event.type) {
			case "delivery.queued": {
				const waiting = queued.get(event.session) ?? { seq: event.seq, at: event.at, messages: [] };
				waiting.messages.push(event.message);
				queued.set(event.session, waiting);
				break;
			}
			case "session.offline":
				notes.push({ seq: event.seq, at: event.at, client: event.session, says: `The session of ${event.session} is kept` });
				break;
			case "room.cleared":
				for (const session of [...queued.keys()]) write(session);
				break;
			case "session.resumed":
			case "session.discarded":
			case "delivery.sent":
				write(event.session);
				break;
			default:
				break;
		}
	}
	for (const session of [...queued.keys()]) write(session);
	return notes;
}

/** "1 of 3" */
export function partText(index: number, of: number): string {
	return `${index + 1} of ${of}`;
}
