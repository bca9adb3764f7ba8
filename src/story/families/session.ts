import { traitsOf } from "#contract/brokers.ts";
import type { EventOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { EndReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import { type BothWorlds, heldBy } from "#model/both-worlds.ts";
import { END_CLAUSE } from "#model/clause-of.ts";
import type { World } from "#model/world.ts";
import { expiryText } from "#story/expiry-text.ts";
import { type Family, led } from "#story/family.ts";
import { goneText, leadOf, leftStart, leftText } from "#story/leaving.ts";
import { decisionLine } from "#story/line-body.ts";
import { clockText, list } from "#story/phrases.ts";

/** What a broker keeps of a client. */
export const SESSION_WORDS: Family<"session.created" | "session.resumed" | "session.offline" | "session.discarded"> = {
	"session.created": {
		line({ session, cleanSession }) {
			if (cleanSession) return decisionLine(session, `New clean session for ${session}: ends with the connection`, "MQTT-3.1.2-6");
			return decisionLine(session, `New session for ${session}: kept when it leaves`, "MQTT-3.1.2-4");
		},
		narration({ session, connection, cleanSession }, { world }) {
			const present = presentText(connection, 0, world);
			if (cleanSession) return `The broker opened a clean session for ${session}${present}. It ends with the connection.`;
			return `The broker opened a session for ${session}${present} and keeps it when ${session} leaves.`;
		},
	},
	"session.resumed": {
		line: ({ session }, worlds) => decisionLine(session, `Resumed the session of ${session}${stateText(worlds, session)}`, "MQTT-3.2.2-2"),
		narration: narrateResumed,
	},
	"session.offline": {
		line: ({ session, reason }) =>
			decisionLine(session, `Session of ${session} ${reason === "takeover" ? "" : "kept, "}offline: ${leftText(reason)}`, "MQTT-3.1.2-4"),
		narration({ session, reason }, worlds) {
			// The restart says so, and a takeover what the newer CONNECT does with the session.
			if (reason === "broker-restart" || reason === "takeover") return null;
			if (reason === "cut") return led("Cable cut.", `${goneText(session, worlds)}, and the broker keeps its session.`);
			return led(leadOf(reason), `${leftStart(reason, session)}, and the broker keeps its session.`);
		},
		// Otherwise the end of the connection says so.
		announcement: ({ reason }) => (reason === "disconnect" ? "politely" : "never"),
	},
	"session.discarded": {
		line: ({ session, reason }, worlds) =>
			decisionLine(session, `Session of ${session} discarded${DISCARDED[reason]}${heldText(worlds, session)}`, END_CLAUSE[reason]),
		narration: narrateDiscarded,
		announcement: () => "at-once",
	},
};

function stateText({ world }: BothWorlds, session: string): string {
	const held = world.sessions[session];
	if (held === undefined || !traitsOf(world.settings).storeSeen) return "";
	return `: ${held.inflight.length} in flight, ${held.queue.length} queued`;
}

function narrateResumed({ session, connection }: EventOf<"session.resumed">, { world }: BothWorlds): string {
	// What stock Aedes has waiting cannot be seen.
	const found = `${session} is back. The broker found its session${presentText(connection, 1, world)}`;
	if (!traitsOf(world.settings).storeSeen) return `${found}.`;
	const held = world.sessions[session];
	const waiting = [...(held?.inflight ?? []), ...(held?.queue ?? [])].map((delivery) => delivery.message);
	const then = waiting.length === 0 ? ". Nothing was waiting in it." : `, and ${list(waiting)} in it.`;
	return `${found}${then}`;
}

/** What CONNACK says; in MQTT 3.1 it does not. */
function presentText(connection: string, present: 0 | 1, { connections }: World): string {
	return connections[connection]?.level === 3 ? "" : ` (session present = ${present})`;
}

const DISCARDED: Readonly<Record<EndReason, string>> = {
	"clean-connect": " by a clean connect",
	"connection-closed": " with its connection",
	limit: ": session limit of this room",
	expired: ": persistent_client_expiration is over",
	restart: " with the restart of the broker",
	"not-present": ": CONNACK said that none is present",
};

/** With stock Aedes, what a session holds cannot be seen. */
function heldText(worlds: BothWorlds, session: string): string {
	const { settings, restarting } = worlds.world;
	// When another broker comes, the settings are its own already.
	return traitsOf(settings).storeSeen && !restarting.another ? `; it held ${heldList(worlds, session)}` : "";
}

function heldList(worlds: BothWorlds, session: string): string {
	const { names, more } = heldBy(worlds, session);
	return list(names, more);
}

function narrateDiscarded({ session, reason }: EventOf<"session.discarded">, worlds: BothWorlds): string | null {
	const held = heldBy(worlds, session);
	const lost = held.names.length === 0 ? "" : ` It held ${heldList(worlds, session)}.`;
	switch (reason) {
		case "clean-connect":
			return `Session of ${session} discarded by a clean connect at ${clockText(worlds.world.at)}.${lost}`;
		case "connection-closed":
			return `${session} left, and its clean session ended with the connection.${lost}`;
		case "limit":
			return `Session of ${session} discarded: this room holds ${LIMITS.sessions} sessions at most.${lost}`;
		case "expired":
			return `Session of ${session} expired at ${clockText(worlds.world.at)}: ${session} was away for ${awayText(worlds, session)}.${lost}`;
		case "not-present":
			return `CONNACK said session present = 0: the broker has no session of ${session} any more.`;
		case "restart":
			return null; // the restart says so
		default:
			return unreachable(reason);
	}
}

function awayText({ before }: BothWorlds, session: string): string {
	const offline = before.sessions[session]?.offline;
	if (offline == null || offline.expiresAt === null) return "too long";
	return `${expiryText(Math.round((offline.expiresAt - offline.since) / 1_000))} (persistent_client_expiration)`;
}
