import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { openTeller } from "#drawn/told.ts";
import { legible } from "#kit/legible.ts";
import { countWhile } from "#model/count-while.ts";
import type { History } from "#model/history.ts";
import { sharedUpTo } from "#model/shared-up-to.ts";
import { clauseParts } from "#mqtt/clause-id.ts";
import { type LogLine, wholeLine } from "#story/log-line.ts";
import { momentText } from "#story/phrases.ts";

/** Null: no restriction. Kinds switched off are hidden; lines about the room itself stay. */
export type LogFilter = {
	readonly client: string | null;
	readonly message: string | null;
	readonly packets: boolean;
	readonly decisions: boolean;
	/** Packets that say only that their end is still there. */
	readonly pings: boolean;
};
export const NO_FILTER: LogFilter = { client: null, message: null, packets: true, decisions: true, pings: true };
/** How the log of a class begins: each of its phones has a PING to say every ten seconds, and what matters would go under. */
export const WITHOUT_PINGS: LogFilter = { ...NO_FILTER, pings: false };

/** Up to this seq the log leaves out what happened before: it has the last LIMITS.logLines events up to what the page looks at. */
export function leftOut(history: History, upTo: number): number {
	return Math.max(history.from, upTo - LIMITS.logLines);
}

/**
 * Returns a function that turns a history into lines, oldest first: those of the last events up to this seq, see leftOut(). The function
 * continues from the lines of the last history, so that every event is put into words once, and a batch costs only what is new in it.
 */
export function openLines(): (history: History, upTo?: number) => readonly LogLine[] {
	const tellAfter = openTeller();
	let last: { readonly history: History; readonly from: number; readonly upTo: number } | null = null;
	let lines: readonly LogLine[] = [];
	return (history, upTo = history.live.seq) => {
		if (history === last?.history && upTo === last.upTo) return lines;
		const from = leftOut(history, upTo);
		// What has been put in front is put into words too, and the words of the rest are known.
		const shared = last === null || from < last.from ? from : Math.min(sharedUpTo(last.history, history), last.upTo, upTo);
		const done = Math.max(shared, from);
		const known = done === from ? [] : lines.slice(countUpTo(lines, from), countUpTo(lines, done));
		const fresh = tellAfter(history, done, upTo).flatMap(({ line }) => line ?? []);
		lines = [...known, ...fresh];
		last = { history, from, upTo };
		return lines;
	};
}

/** The place of the last line that tells of something up to this seq; null: there is none. */
export function lineAt(lines: readonly LogLine[], seq: number): number | null {
	const count = countUpTo(lines, seq);
	return count === 0 ? null : count - 1;
}

/** How many lines at the beginning belong to events up to this seq. */
function countUpTo(lines: readonly LogLine[], seq: number): number {
	return countWhile(lines.length, (index) => (lines[index]?.seq ?? 0) <= seq);
}

export function keep(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
	const { client, message, packets, decisions, pings } = filter;
	if (client === null && message === null && packets && decisions && pings) return lines;
	return lines.filter((line) => {
		if (line.ping && !pings) return false;
		if (line.kind === "packet" && !packets) return false;
		if (line.kind === "decision" && !decisions) return false;
		if (client !== null && !line.clientIds.includes(client)) return false;
		return message === null || line.message === message;
	});
}

/** How many lines are listed, and of how many. isAll: whether they begin with the first that is kept anywhere. */
export function countText(listed: number, of: number, isAll: boolean): string {
	const all = many(of, "line");
	if (listed < of) return `${listed} of ${all}`;
	return isAll ? all : `last ${all}`;
}

/** What there is to choose from: every client and message that a line is about, in order of appearance, and whether there are pings. */
type NamesIn = { readonly clients: readonly string[]; readonly messages: readonly string[]; readonly pings: boolean };
export function namesIn(lines: readonly LogLine[]): NamesIn {
	const clients = new Set<string>();
	const messages = new Set<string>();
	for (const line of lines) {
		for (const client of line.clientIds) clients.add(client);
		if (line.message !== null) messages.add(line.message);
	}
	return { clients: [...clients], messages: [...messages], pings: lines.some(({ ping }) => ping) };
}

/** The whole text of a line that was cut, if the history still has its event. */
export function wholeText(line: LogLine, history: History): string {
	const event = history.event(line.seq);
	if (line.cutFrom === undefined || event === null) return line.text;
	const { world, before } = history.sides(event);
	return wholeLine(event, world, before);
}

/** Plain text, one legible line each, none of them cut: "0:58.412  pub-1 → broker PUBLISH (…) m3  [MQTT-4.3.2-1]". */
export function asText(lines: readonly LogLine[], history: History, timeOf: (line: LogLine) => string = roomTime): string {
	return lines
		.map(
			(line) =>
				`${timeOf(line).padStart(10)}  ${legible(wholeText(line, history), true)}${line.clause === null ? "" : `  ${tagText(line.clause)}`}`,
		)
		.join("\n");
}

/** By the clock of the room. */
export function roomTime({ at }: Pick<LogLine, "at">): string {
	return momentText(at);
}

function tagText(clause: string): string {
	return clauseParts(clause).isSection ? `[3.1.1 section ${clause}]` : `[${clause}]`;
}
