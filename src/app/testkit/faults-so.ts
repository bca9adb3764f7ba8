import type { RoomEvent } from "#contract/event.ts";
import { lineOf } from "./asked.ts";
import { rule, type Said, type SentenceRule } from "./read-sentence.ts";

type Broken = Extract<RoomEvent, { type: "rule.broken" }>;

function broken({ event }: Said): Broken | null {
	return event?.type === "rule.broken" ? event : null;
}

/** The sentence names the packet that has just arrived from this client, and that packet can break a rule in this way at all. */
function brokeSo(said: Said, client: string | undefined, text: string | undefined): boolean {
	const event = broken(said);
	if (event === null || (lineOf(said)?.client ?? "A client") !== client) return false;
	if (text === undefined || !text.startsWith(`${event.packet} #${event.packetId}`)) return false;
	// What an acknowledgement or a message is blamed for has to be something that such a packet can do.
	if (/takes (an|the) id|brings/.test(text)) return ["PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE"].includes(event.packet);
	if (text.includes("nothing was sent")) {
		const session = said.facts.sessions.get(client);
		return ![...(session?.held.values() ?? [])].some(({ packetId, sendings }) => packetId === event.packetId && sendings > 0);
	}
	return ["PUBACK", "PUBREC", "PUBREL", "PUBCOMP"].includes(event.packet);
}

/** Who stood at the door: a client of which the room itself knows at most the name. */
const DOOR_LINES: readonly SentenceRule[] = [
	rule(
		"Refused at the door: {any}",
		([text], { event }) => event?.type === "door.knocked" && event.outcome === "refused" && text !== undefined && namesVisitor(text, event),
	),
	rule(
		"Let in, and then closed: {any}",
		([text], { event }) => event?.type === "door.knocked" && event.outcome === "ended" && text !== undefined && namesVisitor(text, event),
	),
	rule("Led to the lobby: {any}", (_, { event }) => event?.type === "door.knocked" && event.outcome === "lobby"),
];

function namesVisitor(text: string, { clientId, from, says }: Extract<RoomEvent, { type: "door.knocked" }>): boolean {
	return text.startsWith(clientId ? clientId : from) && text.includes(says);
}

export const FAULT_LINES: readonly SentenceRule[] = [
	rule("Rule broken by {c}: {any}", ([client, text], said) => brokeSo(said, client, text)),
	rule(
		"Refused {any}, which calls itself {any}, with return code {n}: {any}",
		([, id, code], { event }) =>
			event?.type === "connection.refused" && event.returnCode === Number(code) && event.clientId.startsWith(id?.replace("…", "") ?? " "),
	),
	rule(
		"Refused {c} with return code {n}: {any}",
		([, code], { event }) => event?.type === "connection.refused" && event.returnCode === Number(code) && event.returnCode > 0,
	),
	...DOOR_LINES,
];

export const FAULTS: readonly SentenceRule[] = [
	rule("{c} broke a rule: {any}.", ([client, text], said) => brokeSo(said, client, text)),
	rule("Its connection goes on.", (_, said) => broken(said) !== null && lineOf(said) !== null),
];
