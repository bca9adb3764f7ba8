import { type BothWorlds, clientAt } from "#model/both-worlds.ts";
import type { LineBody } from "./family.ts";

/** A line about the room itself. */
export function roomLine(text: string, clientIds: readonly string[] = []): LineBody {
	return { kind: "room", clientIds, message: null, text, clause: null };
}

/** "1" of c1: beside packets, whose flags are written as mosquitto writes them, c1 means clean_session = 1. */
export function connectionNumber(connection: string): string {
	return connection.replace(/^c(?=\d+$)/, "");
}

/** A line about one connection: by the name of its client, once the CONNECT has given the name. */
export function wireLine(
	worlds: BothWorlds,
	connection: string,
	text: (client: string) => string,
	more: Partial<Pick<LineBody, "kind" | "message" | "clause" | "direction" | "packet" | "ping">> = {},
): LineBody {
	const client = clientAt(worlds, connection);
	const clientIds = client === null ? [] : [client];
	return {
		kind: "packet",
		clientIds,
		message: null,
		text: text(client ?? `connection ${connectionNumber(connection)}`),
		clause: null,
		...more,
	};
}

/** A line about what the broker and its store decided, with the clause that the decision rests on. */
export function decisionLine(clientId: string | null, text: string, clause: string | null, message: string | null = null): LineBody {
	return { kind: "decision", clientIds: clientId === null ? [] : [clientId], message, text, clause };
}
