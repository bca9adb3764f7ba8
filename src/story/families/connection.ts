import type { EventOf, FactOf } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { type BothWorlds, clientAt } from "#model/both-worlds.ts";
import { type Family, led, type Narration } from "#story/family.ts";
import { goneText, leftStart, sessionAfter } from "#story/leaving.ts";
import { connectionNumber, wireLine } from "#story/line-body.ts";
import { asClause, clockText, lower } from "#story/phrases.ts";

type ConnectionFact = "connection.opened" | "connection.ending" | "connection.closed" | "wire.silenced" | "wire.mended";

/** Connections come and go, and wires fall silent. */
export const CONNECTION_WORDS: Family<ConnectionFact> = {
	"connection.opened": {
		line: ({ connection, origin }, worlds) =>
			wireLine(worlds, connection, () => `${connectionText(connection, worlds)} opened (${originText(origin)})`),
		narration: () => null,
	},
	"connection.ending": {
		line: ({ connection, direction }, worlds) =>
			wireLine(worlds, connection, (client) => `${direction === "up" ? client : "broker"} closed its end`),
		// On a silent or held wire, one end knows nothing of the other.
		narration({ connection, direction, at }, worlds) {
			const { silent = null, held } = worlds.world.connections[connection] ?? {};
			const closes = `${clientAt(worlds, connection) ?? "a client"} has closed its end.`;
			if (direction === "down") return null;
			if (silent !== null) return led("Half open.", `${closes} ${noticeText(worlds, connection, at)}.`);
			return held === undefined ? null : led("Held.", `${closes} The end of its stream stands on the wire as well.`);
		},
	},
	"connection.closed": {
		line: ({ connection, says, clause }, worlds) =>
			wireLine(worlds, connection, () => `${connectionText(connection, worlds)} ended: ${asClause(says)}`, { kind: "decision", clause }),
		narration: narrateClosed,
		announcement({ reason }) {
			if (reason === "disconnect") return "never";
			return reason === "cut" || reason === "room-closed" ? "at-once" : "politely";
		},
	},
	"wire.silenced": {
		line: ({ connection, noticedInMs, at }, worlds) =>
			wireLine(worlds, connection, (client) => `Wire of ${client} silent: ${asClause(noticeText(worlds, connection, at))}`, {
				clause: noticedInMs === null ? null : "MQTT-3.1.2-24",
			}),
		narration({ connection, at }, worlds) {
			const client = clientAt(worlds, connection) ?? "a client";
			return led("Silent.", `Nothing passes on ${client}’s wire. ${noticeText(worlds, connection, at)}.`);
		},
		announcement: () => "at-once",
	},
	"wire.mended": {
		line: ({ connection }, worlds) =>
			wireLine(worlds, connection, (client) => `Wire of ${client} mended: ${lower(goesOnText(connection, worlds))}`),
		narration: ({ connection }, worlds) =>
			`The wire of ${clientAt(worlds, connection) ?? "a client"} is mended. ${goesOnText(connection, worlds)}.`,
	},
};

/** "Connection of sub-1", or "Connection 1" before a CONNECT has named its client. */
function connectionText(connection: string, worlds: BothWorlds): string {
	const client = clientAt(worlds, connection);
	return client === null ? `Connection ${connectionNumber(connection)}` : `Connection of ${client}`;
}

function originText(origin: FactOf<"connection.opened">["origin"]): string {
	return origin.kind === "lab" ? "from a page" : `guest, ${origin.transport === "tcp" ? "TCP" : "WebSocket"}`;
}

/** Told after everything else that a leaving brings, so this also says what became of the session. After a DISCONNECT, only the session's event speaks. */
function narrateClosed({ connection, reason, says }: EventOf<"connection.closed">, worlds: BothWorlds): Narration | string | null {
	const known = clientAt(worlds, connection);
	const [begins, client] = [known ?? "A client", known ?? "a client"];
	switch (reason) {
		case "cut":
			return led("Cable cut.", `${goneText(begins, connection, worlds)}, and ${sessionAfter(client, connection, worlds)}.`);
		case "client-gone":
			return led("Unplugged.", `${leftStart(reason, begins)}, and ${sessionAfter(client, connection, worlds)}.`);
		case "takeover":
			return `${begins} connected a second time, so the broker closed its older connection.`;
		case "keep-alive":
			return `The broker closed the connection of ${client}: ${asClause(says)}; ${sessionAfter(client, connection, worlds)}.`;
		// Nothing in the standard asks for it, or is against what the client did.
		case "no-connect":
		case "unheard":
		case "too-large":
		case "not-allowed":
			return `The broker closed the connection of ${client}: ${asClause(says)}.`;
		case "broker-fault":
		case "unexplained":
		case "protocol-error":
		case "refused":
		case "overflow":
			return `${leftStart(reason, begins)}: ${asClause(says)}.`;
		case "disconnect":
		case "broker-restart": // the restart says so
			return null;
		case "room-closed":
			return "The room closed.";
		default:
			return unreachable(reason);
	}
}

/** What stood still on a wire that is mended; in a room that is paused, everything does. */
function goesOnText(connection: string, { world }: BothWorlds): string {
	if (world.connections[connection]?.held !== undefined) return "What stood still is held until it is let go";
	return world.clock.paused ? "What stood still goes on once the room runs" : "What stood still goes on";
}

/** Of a silent wire: who knows of the silence, and when the broker will. `now` in room-clock ms. */
function noticeText({ world }: BothWorlds, connection: string, now: number): string {
	const told = "The broker has not been told";
	const { silent, clientId } = world.connections[connection] ?? { silent: null, clientId: null };
	if (silent === null) return told;
	if (silent.noticedAt !== null) return `${told}; it will notice in ${clockText(silent.noticedAt - now)}`;
	if (clientId === null) return told;
	return world.clients[clientId]?.keepAlive === 0 ? `${told}; keep alive is 0: it may never notice` : told;
}
