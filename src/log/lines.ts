import type { RoomEvent } from "#contract/event.ts";
import { clauseParts } from "#mqtt/clauses.ts";
import type { Told } from "#room/room-state.ts";
import { type LogLine, logLine } from "#story/log-line.ts";

/** Null: no restriction. Kinds switched off are hidden; lines about the room itself stay. */
export type Filter = {
	readonly client: string | null;
	readonly message: string | null;
	readonly packets: boolean;
	readonly decisions: boolean;
};
export const NO_FILTER: Filter = { client: null, message: null, packets: true, decisions: true };

const written = new WeakMap<RoomEvent, { readonly line: LogLine | null }>();

/** Every told line, oldest first. An event is put into words once, however often the list grows. */
export function linesOf(told: readonly Told[]): readonly LogLine[] {
	const lines: LogLine[] = [];
	for (const [index, { event, world }] of told.entries()) {
		let known = written.get(event);
		if (known === undefined) {
			known = { line: logLine(event, world, told[index - 1]?.world) };
			written.set(event, known);
		}
		if (known.line !== null) lines.push(known.line);
	}
	return lines;
}

export function keep(lines: readonly LogLine[], filter: Filter): readonly LogLine[] {
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

/** Plain text, one line each: "0:58.4  pub-1 → broker PUBLISH (…) m3  [MQTT-4.3.2-1]". */
export function asText(lines: readonly LogLine[]): string {
	return lines
		.map((line) => `${timeText(line.at).padStart(8)}  ${line.text}${line.clause === null ? "" : `  ${tagText(line.clause)}`}`)
		.join("\n");
}

/** Room-clock ms: "0:58.4". */
export function timeText(ms: number): string {
	const tenths = Math.floor(Math.max(0, ms) / 100);
	const seconds = Math.floor(tenths / 10);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}.${tenths % 10}`;
}

function tagText(clause: string): string {
	return clauseParts(clause).isSection ? `[3.1.1 section ${clause}]` : `[${clause}]`;
}
