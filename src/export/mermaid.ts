import type { PacketFields } from "#contract/event.ts";
import { isAnswer } from "#mqtt/answers.ts";
import { cut } from "#mqtt/cut.ts";
import { messageOf, packetName } from "#story/packet-line.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { clientName, type Excerpt, plainName, secondsText } from "./excerpt.ts";
import { mermaidText } from "./mermaid-text.ts";
import { type LaneNote, partText } from "./notes.ts";
import { outcomeText } from "./packet-words.ts";

/** Mermaid takes no text of more than 50,000 characters (maxTextSize); what a page puts around a diagram counts too. */
const MOST_CHARACTERS = 45_000;
/** Code units of a name, a topic or a note: a lane is as wide as its name. */
const NAME = 40;
const NOTE = 120;

/** named: the line that gives the client its lane. */
type Lane = { readonly id: string; readonly client: string; readonly named: string };
/** lane: null for the broker's, which every diagram has. */
type Line = { readonly seq: number; readonly lane: Lane | null; readonly text: string };
type Part = { readonly lanes: Set<Lane>; readonly lines: string[]; characters: number };

/** The packets as sequence diagrams, in order: as many as it takes for each to be one that Mermaid accepts. */
export function mermaidOf(excerpt: Excerpt, notes: readonly LaneNote[], room: string): readonly string[] {
	const lanes = lanesOf(excerpt, notes);
	const arrows = excerpt.packets.flatMap((packet): Line[] => {
		const lane = lanes.find(clientName(packet));
		return lane === undefined ? [] : [{ seq: packet.left.seq, lane, text: arrowOf(packet, lane) }];
	});
	const beside = notes.flatMap((note): Line[] => {
		const lane = note.client === null ? null : lanes.find(note.client);
		return lane === undefined ? [] : [{ seq: note.seq, lane, text: noteOf(note, lane) }];
	});
	const parts = partsOf([...arrows, ...beside].sort((a, b) => a.seq - b.seq));
	return parts.map((part, index) => diagramOf(part, lanes, `${room}, ${partText(index, parts.length)}`));
}

/** The diagrams as one Markdown file. */
export function mermaidFile(diagrams: readonly string[], room: string): string {
	const parts = diagrams.map((diagram, index) => `## ${partText(index, diagrams.length)}\n\n\`\`\`mermaid\n${diagram}\`\`\`\n`);
	return [`# The packets of the room ${room}\n`, ...parts].join("\n");
}

/** Those that only publish stand before the broker, as on the tape. */
function lanesOf({ packets }: Excerpt, notes: readonly LaneNote[]) {
	const publishes = new Set<string>();
	const subscribes = new Set<string>();
	const all = new Map<string, Lane>();
	for (const packet of packets) {
		const client = clientName(packet);
		if (!all.has(client)) all.set(client, laneOf(client, all.size + 1));
		if (packet.fields?.type === "PUBLISH") (packet.direction === "up" ? publishes : subscribes).add(client);
		if (packet.fields?.type === "SUBSCRIBE") subscribes.add(client);
	}
	for (const { client } of notes) if (client !== null && !all.has(client)) all.set(client, laneOf(client, all.size + 1));
	const isBefore = ({ client }: Lane) => publishes.has(client) && !subscribes.has(client);
	const ordered = [...all.values()];
	return {
		find: (client: string) => all.get(client),
		before: ordered.filter(isBefore),
		behind: ordered.filter((lane) => !isBefore(lane)),
	};
}

/** Answers are dashed; what was lost ends in a cross, and what is still under way in an open arrow. */
function arrowOf(packet: TapePacket, lane: Lane): string {
	const { direction, fields, end, left } = packet;
	const line = fields !== null && isAnswer(fields.type) ? "--" : "-";
	const arrow = `${line}${end === null || end.how === "unseen" ? ")" : end.how === "lost" ? "x" : ">>"}`;
	const [from, to] = direction === "up" ? [lane.id, "broker"] : ["broker", lane.id];
	const outcome = end?.how === "arrived" && packet.malformed === null ? "" : ` (${outcomeText(packet)})`;
	return `    ${from}${arrow}${to}: ${secondsText(left.at)} s ${mermaidText(`${captionOf(fields)}${outcome}`)}\n`;
}

function captionOf(fields: PacketFields | null): string {
	if (fields === null) return "unreadable bytes";
	const name = packetName(fields);
	const message = messageOf(fields);
	const carries = message === null ? name : `${name} ${message}`;
	switch (fields.type) {
		case "PUBLISH":
			return `${carries} q${fields.qos}${fields.dup ? " DUP" : ""}${fields.retain ? " RETAIN" : ""} ${short(fields.topic, NAME)}`;
		case "SUBSCRIBE":
			return `${name} ${short(fields.filters.map(({ filter, qos }) => `${filter} q${qos}`).join(", "), NAME)}`;
		case "UNSUBSCRIBE":
			return `${name} ${short(fields.filters.join(", "), NAME)}`;
		case "CONNECT":
			return `${name} clean_session=${fields.cleanSession}`;
		case "CONNACK":
			return `${name} session present=${Number(fields.sessionPresent ?? false)} code ${fields.returnCode}`;
		default:
			return carries;
	}
}

function noteOf({ at, says }: LaneNote, lane: Lane | null): string {
	return `    Note over ${lane?.id ?? "broker"}: ${secondsText(at)} s ${mermaidText(short(says, NOTE))}\n`;
}

function laneOf(client: string, number: number): Lane {
	const id = `c${number}`;
	return { id, client, named: `    participant ${id} as ${mermaidText(short(client, NAME))}\n` };
}

function short(text: string, most: number): string {
	return cut(plainName(text), most);
}

/** What stands around the lines of a part. */
const AROUND = 1_500;

function partsOf(lines: readonly Line[]): readonly Part[] {
	const parts: Part[] = [];
	for (const { lane, text } of lines) {
		const last = parts.at(-1);
		const named = lane?.named.length ?? 0;
		const more = text.length + (lane !== null && last?.lanes.has(lane) ? 0 : named);
		if (last !== undefined && last.characters + more <= MOST_CHARACTERS) {
			if (lane !== null) last.lanes.add(lane);
			last.lines.push(text);
			last.characters += more;
		} else parts.push({ lanes: new Set(lane === null ? [] : [lane]), lines: [text], characters: AROUND + text.length + named });
	}
	return parts;
}

function diagramOf(
	{ lanes, lines }: Part,
	{ before, behind }: { before: readonly Lane[]; behind: readonly Lane[] },
	title: string,
): string {
	const shown = (all: readonly Lane[]) => all.filter((lane) => lanes.has(lane)).map(({ named }) => named);
	return [
		"sequenceDiagram\n",
		`    %% ${mermaidText(short(title, NOTE))}\n`,
		...shown(before),
		"    participant broker as Broker\n",
		...shown(behind),
		...lines,
	].join("");
}
