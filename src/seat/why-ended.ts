import type { RoomEvent } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { History } from "#model/history.ts";
import type { Client } from "#model/world.ts";
import { asSentence, joined } from "#story/phrases.ts";

type Told = Pick<History, "live" | "event" | "at" | "last">;
type Ended = Extract<Client["phase"], { phase: "offline" }>;

/**
 * Why this client of the phone has no connection, and what became of its will, as the room has told the phone; null: it has one, or none has ended. forRun:
 * the room was last cleared for the run of a question, if it was cleared.
 */
export function whyEnded(history: Told, clientId: string, forRun: boolean): string | null {
	const client = history.live.clients[clientId];
	if (client === undefined) return whyCleared(history, clientId, forRun);
	const { phase } = client;
	return phase.phase === "offline" ? sayEnded(history, client, phase) : null;
}

/** With the room, its clients are forgotten: what the phone had is known from the moment before. */
function whyCleared(history: Told, clientId: string, forRun: boolean): string | null {
	const { clearedSeq } = history.live;
	const cleared = history.event(clearedSeq);
	const phase = history.at(clearedSeq - 1)?.clients[clientId]?.phase;
	if (cleared === null || phase?.phase !== "offline" || phase.reason !== "room-closed") return null;
	const done = `cleared${forRun ? " the room for a run" : " the room"}`;
	return cleared.byWhom?.role === "host" ? `The trainer ${done}.` : `The room was cleared${forRun ? " for a run" : ""}.`;
}

function sayEnded(history: Told, { clientId, keepAlive }: Client, ended: Ended): string {
	const published = publishedWill(history, clientId);
	if (ended.reason === "keep-alive") {
		const did = [`heard nothing for ${keepAlive * 1.5} s`, "ended the connection", ...(published ? ["published your will"] : [])];
		return `The broker ${joined(did)}.`;
	}
	return `${sayReason(ended, byWhom(history, ended))}${published ? " The broker published your will." : ""}`;
}

function sayReason({ reason, says }: Ended, by: RoomEvent["byWhom"]): string {
	if (reason === "cut") return by === undefined ? "The cable was cut." : `${by.role === "host" ? "The trainer" : "You"} cut the cable.`;
	return SAYS[reason] ?? `The broker ended the connection. ${asSentence(says)}`;
}

/** Of the others, the event itself says more. */
const SAYS: Partial<Readonly<Record<CloseReason, string>>> = {
	disconnect: "Your client left with DISCONNECT.",
	"client-gone": "This page ended the connection without DISCONNECT.",
	takeover: "A newer connection with the same client id took this one’s place.",
	"no-connect": "The broker waited for CONNECT in vain, and ended the connection.",
	unheard: "Your CONNECT never reached the broker, and it ended the connection.",
	refused: "The broker refused your CONNECT.",
	"broker-restart": "The broker was restarted.",
	"room-closed": "The room was closed.",
};

function byWhom(history: Told, { reason, since }: Ended): RoomEvent["byWhom"] {
	return history.last((event) => event.type === "connection.closed" && event.reason === reason && event.at === since)?.byWhom;
}

/** Whether the will of the client's last connection was published: it was, if nothing else has become of that will. */
function publishedWill(history: Told, clientId: string): boolean {
	const last = history.last((event) => OF_WILLS.has(event.type) && "session" in event && event.session === clientId);
	return last?.type === "will.fired" && last.unpublished === undefined;
}

const OF_WILLS: ReadonlySet<RoomEvent["type"]> = new Set(["will.armed", "will.disarmed", "will.fired"]);
