import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { ConnectRefused } from "#engine/wire/load.ts";
import { openBounded } from "./bounded.ts";
import { NOT_AUTHORIZED, type Owner, ownerName } from "./owner.ts";

/**
 * Whose client ids are whose: a guest takes over neither a client of the host's nor one of another guest's that is connected, and has its share of
 * what sessions a room holds, so that no session of a seat gives way to those of a guest.
 */
export type ClientIds = {
	/** Called for every event of the room. */
	note(event: RoomEvent): void;
	/** Null: this guest may connect under this id. Otherwise why not. */
	refusal(owner: Owner, clientId: string): ConnectRefused | null;
	/** This client has been let in under this id. */
	letIn(owner: Owner, clientId: string): void;
	/** Whether the broker has a session of this id. */
	has(clientId: string): boolean;
};

/** Ids of which it is known who came last under them: those with a session are fewer. */
const KNOWN = 4 * LIMITS.sessions;

type Held = { whose: string; isOnline: boolean };

export function openClientIds(): ClientIds {
	const comers = openBounded<string, string>(KNOWN);
	const sessions = new Map<string, Held>();
	const comer = (clientId: string) => comers.get(clientId) ?? ownerName({ of: "host" });

	return {
		note(event) {
			if (event.type === "room.cleared") sessions.clear();
			if (event.type === "session.created" || event.type === "session.resumed")
				sessions.set(event.session, { whose: comer(event.session), isOnline: true });
			if (event.type === "session.discarded") sessions.delete(event.session);
			const held = event.type === "session.offline" ? sessions.get(event.session) : undefined;
			if (held !== undefined) held.isOnline = false;
		},
		refusal(owner, clientId) {
			if (owner.of !== "guest" || owner.source === null) return null;
			const own = ownerName(owner);
			const held = sessions.get(clientId);
			if (held !== undefined) {
				if (held.whose === own) return null;
				if (held.whose === ownerName({ of: "host" })) return othersId(clientId, "the host");
				return held.isOnline ? othersId(clientId, "another guest") : null;
			}
			const guests = [...sessions.values()].filter(({ whose }) => whose.startsWith("guest "));
			if (guests.filter(({ whose }) => whose === own).length >= LIMITS.sessionsPerGuest) return TOO_MANY;
			return guests.length >= LIMITS.guestSessions ? FULL : null;
		},
		letIn: (owner, clientId) => comers.set(clientId, ownerName(owner)),
		has: (clientId) => sessions.has(clientId),
	};
}

function othersId(clientId: string, whose: string): ConnectRefused {
	return { ...NOT_AUTHORIZED, why: "others-id", says: `${clientId} belongs to ${whose}` };
}

const bound = (says: string): ConnectRefused => ({ ...NOT_AUTHORIZED, why: "sessions", says });
const TOO_MANY = bound(`${LIMITS.sessionsPerGuest} sessions of one address is the limit here`);
const FULL = bound(`${LIMITS.guestSessions} sessions of guests is the limit here`);
