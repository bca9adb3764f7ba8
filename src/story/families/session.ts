import { traitsOf } from "#contract/brokers.ts";
import type { EventOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { EndReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import { type BothWorlds, heldBy } from "#model/both-worlds.ts";
import { END_CLAUSE } from "#model/clause-of.ts";
import { isKept, outlivesRestart } from "#model/keeping.ts";
import type { Session, World } from "#model/world.ts";
import { expiryText } from "#story/expiry-text.ts";
import { type Family, led } from "#story/family.ts";
import { goneText, leadOf, leftStart, leftText, sessionText } from "#story/leaving.ts";
import { decisionLine } from "#story/line-body.ts";
import { clockText, list } from "#story/phrases.ts";

/** What a broker keeps of a client. */
export const SESSION_WORDS: Family<"session.created" | "session.resumed" | "session.offline" | "session.discarded"> = {
	"session.created": {
		line({ session, cleanSession }, { world }) {
			if (cleanSession) return decisionLine(session, `New clean session for ${session}: ends with the connection`, "MQTT-3.1.2-6");
			const kept = traitsOf(world.settings).keepsBare ? "kept when it leaves" : "kept when it leaves, if it has subscribed";
			return decisionLine(session, `New session for ${session}: ${kept}`, "MQTT-3.1.2-4");
		},
		narration({ session, connection, cleanSession }, { world }) {
			const present = presentText(connection, 0, world);
			if (cleanSession) return `The broker opened a clean session for ${session}${present}. It ends with the connection.`;
			const opened = `The broker opened a session for ${session}${present}`;
			// Stock Aedes finds a session by its subscriptions.
			if (!traitsOf(world.settings).keepsBare) return `${opened}. This broker keeps it only if ${session} has subscribed.`;
			return `${opened} and keeps it when ${session} leaves.`;
		},
	},
	"session.resumed": {
		line({ session, connection }, worlds) {
			const clause = isOld(connection, worlds.world) ? "MQTT-3.1.2-4" : "MQTT-3.2.2-2";
			return decisionLine(session, `Resumed the session of ${session}${stateText(worlds, session)}`, clause);
		},
		narration: narrateResumed,
	},
	"session.offline": {
		line({ session, reason }, { world }) {
			const how = leftText(reason);
			// A takeover leaves it to the newer CONNECT what becomes of the session.
			if (reason === "takeover") return decisionLine(session, `Session of ${session} offline: ${how}`, "MQTT-3.1.2-4");
			if (reason === "broker-restart" && !outlivesRestart(world))
				return decisionLine(session, `Session of ${session} offline: the broker goes, and keeps nothing`, "4.1");
			const known = world.sessions[session];
			if (known !== undefined && !isKept(known, world))
				return decisionLine(session, `Session of ${session} offline, not kept without a subscription: ${how}`, null);
			return decisionLine(session, `Session of ${session} kept, offline: ${how}`, "MQTT-3.1.2-4");
		},
		narration({ session, reason }, worlds) {
			// The restart says so, and a takeover what the newer CONNECT does with the session.
			if (reason === "broker-restart" || reason === "takeover") return null;
			const after = sessionText(worlds.world.sessions[session], worlds.world);
			if (reason === "cut")
				return led("Cable cut.", `${goneText(session, worlds.before.sessions[session]?.connection ?? null, worlds)}, and ${after}.`);
			return led(leadOf(reason), `${leftStart(reason, session)}, and ${after}.`);
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
	const ids = held.incoming.length === 0 ? "" : `, ${idsText(held.incoming)} held`;
	return `: ${held.inflight.length} in flight, ${held.queue.length} queued${ids}`;
}

function narrateResumed({ session, connection }: EventOf<"session.resumed">, { world }: BothWorlds): string {
	// What stock Aedes has waiting cannot be seen.
	const found = `${session} is back. The broker found its session${presentText(connection, 1, world)}`;
	if (!traitsOf(world.settings).storeSeen) return `${found}.`;
	const held = world.sessions[session];
	const waiting = [...(held?.inflight ?? []), ...(held?.queue ?? [])].map((delivery) => delivery.message);
	const ids = held === undefined || held.incoming.length === 0 ? [] : [`the ${idsText(held.incoming)}`];
	const all = [...(waiting.length === 0 ? [] : [list(waiting)]), ...ids];
	return `${found}${all.length === 0 ? ". Nothing was waiting in it." : `, and ${all.join(", and ")} in it.`}`;
}

/** Ids that the broker holds for a client until its PUBREL are part of the session [3.1.1 section 3.1.2.4]: "QoS 2 id #7". */
function idsText(incoming: Session["incoming"]): string {
	const [first] = incoming;
	return incoming.length === 1 ? `QoS 2 id #${first?.packetId}` : `${incoming.length} QoS 2 ids`;
}

/** What CONNACK says; in MQTT 3.1 it does not. */
function presentText(connection: string, present: 0 | 1, { connections }: World): string {
	return isOld(connection, { connections }) ? "" : ` (session present = ${present})`;
}

function isOld(connection: string, { connections }: Pick<World, "connections">): boolean {
	return connections[connection]?.level === 3;
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
	return traitsOf(settings).storeSeen && !restarting.another ? `; it held ${heldList(worlds, session) ?? "nothing"}` : "";
}

/** Null: nothing. */
function heldList(worlds: BothWorlds, session: string): string | null {
	const { names, more } = heldBy(worlds, session);
	const incoming = worlds.before.sessions[session]?.incoming ?? [];
	const all = [...(names.length === 0 ? [] : [list(names, more)]), ...(incoming.length === 0 ? [] : [`the ${idsText(incoming)}`])];
	return all.length === 0 ? null : all.join(", and ");
}

function narrateDiscarded({ session, reason }: EventOf<"session.discarded">, worlds: BothWorlds): string | null {
	const held = heldList(worlds, session);
	const lost = held === null ? "" : ` It held ${held}.`;
	switch (reason) {
		case "clean-connect":
			return `Session of ${session} discarded by a clean connect at ${clockText(worlds.world.at)}.${lost}`;
		case "connection-closed":
			return `The clean session of ${session} ended with its connection.${lost}`;
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
