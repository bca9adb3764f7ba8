import { many } from "#contract/many.ts";
import type { Contents, RoomRecorded } from "#recording/record-room.ts";
import { packetsIn } from "#recording/recording.ts";
import { timeText } from "#story/phrases.ts";

export function sayContents({ events, since }: Contents): string {
	return `${events === 1 ? "1 event" : `${events.toLocaleString("en")} events`} since ${timeText(since)}`;
}

/** What a file has in it that has just been saved, and what it lacks. */
export function saySaved({ recording: { events, bytes }, untold }: RoomRecorded): string {
	const [first] = events;
	if (first === undefined) return "Nothing has happened in it.";
	const what = sayContents({ events: events.length, since: first.at });
	const packets = packetsIn(events);
	if (packets.length === 0) return `${what}, and no packet.`;
	const had = packets.filter((packet) => bytes.has(packet)).length;
	const its = many(packets.length, "packet");
	if (had === packets.length) return `${what}, and the bytes of all its ${its}.`;
	const [some, others] = had === 0 ? ["none", "them"] : [had, "the others"];
	const because = untold === null ? `the host does not have ${others}.` : `the host did not give ${others} (${untold})`;
	return `${what}, and the bytes of ${some} of its ${its}: ${because}`;
}
