import { sharedUpTo } from "#drawn/follow-events.ts";
import { openTeller } from "#drawn/told.ts";
import { legible } from "#kit/legible.ts";
import type { History } from "#model/history.ts";
import { clauseParts } from "#mqtt/clause-id.ts";
import { type LogLine, wholeLine } from "#story/log-line.ts";
import { timeText } from "#story/phrases.ts";

/** Null: no restriction. Kinds switched off are hidden; lines about the room itself stay. */
export type LogFilter = {
	readonly client: string | null;
	readonly message: string | null;
	readonly packets: boolean;
	readonly decisions: boolean;
};
export const NO_FILTER: LogFilter = { client: null, message: null, packets: true, decisions: true };

/**
 * Returns a function that turns a history into lines, oldest first: those of all events that the history keeps. The function continues from
 * the lines of the last history, so that every event is put into words once, and a batch costs only what is new in it.
 */
export function openLines(): (history: History) => readonly LogLine[] {
	const tellAfter = openTeller();
	let last: History | null = null;
	let lines: readonly LogLine[] = [];
	return (history) => {
		if (history === last) return lines;
		// What has been put in front is put into words too, and the words of the rest are known.
		const done = last !== null && history.from < last.from ? history.from : sharedUpTo(last, history);
		const known = done === history.from ? [] : lines.slice(countUpTo(lines, history.from));
		const fresh = tellAfter(history, done).flatMap(({ line }) => line ?? []);
		lines = [...known, ...fresh];
		last = history;
		return lines;
	};
}

/** How many lines at the beginning belong to events up to this seq. */
function countUpTo(lines: readonly LogLine[], seq: number): number {
	const first = lines.findIndex((line) => line.seq > seq);
	return first === -1 ? lines.length : first;
}

export function keep(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
	const { client, message, packets, decisions } = filter;
	if (client === null && message === null && packets && decisions) return lines;
	return lines.filter((line) => {
		if (line.kind === "packet" && !packets) return false;
		if (line.kind === "decision" && !decisions) return false;
		if (client !== null && !line.clientIds.includes(client)) return false;
		return message === null || line.message === message;
	});
}

/** What the two lists offer: every client and message that a line is about, in order of appearance. */
export function namesIn(lines: readonly LogLine[]): { readonly clients: readonly string[]; readonly messages: readonly string[] } {
	const clients = new Set<string>();
	const messages = new Set<string>();
	for (const line of lines) {
		for (const client of line.clientIds) clients.add(client);
		if (line.message !== null) messages.add(line.message);
	}
	return { clients: [...clients], messages: [...messages] };
}

/** The whole text of a line that was cut, if the history still has its event. */
export function wholeText(line: LogLine, history: History): string {
	const event = history.event(line.seq);
	if (line.cutFrom === undefined || event === null) return line.text;
	const { world, before } = history.sides(event);
	return wholeLine(event, world, before);
}

/** Plain text, one legible line each, none of them cut: "0:58.4  pub-1 → broker PUBLISH (…) m3  [MQTT-4.3.2-1]". */
export function asText(lines: readonly LogLine[], history: History): string {
	return lines
		.map(
			(line) =>
				`${timeText(line.at).padStart(8)}  ${legible(wholeText(line, history), true)}${line.clause === null ? "" : `  ${tagText(line.clause)}`}`,
		)
		.join("\n");
}

function tagText(clause: string): string {
	return clauseParts(clause).isSection ? `[3.1.1 section ${clause}]` : `[${clause}]`;
}
