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
	/** This client has been let in under this id, and stays until left(): by is another thing for each connection. */
	letIn(owner: Owner, clientId: string, by: object): void;
	left(by: object): void;
	/** Whose share a client of this id uses: see ShareOf. */
	shareOf(clientId: string): string | null;
	/** Whether a client has been let in under this id: it may have a session, and pages remember how it left. */
	wasHere(clientId: string): boolean;
};

/** Ids of which it is known who came last under them: those with a session are fewer. */
const KNOWN = 4 * LIMITS.sessions;

type Held = { readonly whose: string; isOnline: boolean };

export function openClientIds(): ClientIds {
	const comers = openBounded<string, string>(KNOWN);
	const sessions = new Map<string, Held>();
	/** Clients that were let in: each has a session, or will have one in a moment. */
	const here = new Map<object, { readonly clientId: string; readonly whose: string }>();
	const comer = (clientId: string) => comers.get(clientId) ?? HOST;
	/** Whose this id is: that of a client that is connected, or of a session that is kept. */
	const holder = (clientId: string): Held | undefined => {
		const held = sessions.get(clientId);
		if (held !== undefined) return held;
		const coming = [...here.values()].find((one) => one.clientId === clientId);
		return coming === undefined ? undefined : { whose: coming.whose, isOnline: true };
	};
	/** The ids of these owners that have a session, or will have one. */
	const idsOf = (isTheirs: (whose: string) => boolean) => {
		const kept = [...sessions].filter(([, { whose }]) => isTheirs(whose)).map(([clientId]) => clientId);
		const coming = [...here.values()].filter(({ whose }) => isTheirs(whose)).map(({ clientId }) => clientId);
		return new Set([...kept, ...coming]);
	};

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
			const held = holder(clientId);
			if (held?.whose === own) return null;
			if (held?.whose === HOST) return othersId(clientId, "the host");
			if (held?.isOnline === true) return othersId(clientId, "another guest");
			if (idsOf((whose) => whose === own).size >= LIMITS.sessionsPerGuest) return TOO_MANY;
			return held === undefined && idsOf(isGuest).size >= LIMITS.guestSessions ? FULL : null;
		},
		letIn(owner, clientId, by) {
			comers.set(clientId, ownerName(owner));
			here.set(by, { clientId, whose: ownerName(owner) });
		},
		left: (by) => void here.delete(by),
		shareOf(clientId) {
			const whose = sessions.get(clientId)?.whose ?? comer(clientId);
			return whose === HOST ? null : whose;
		},
		wasHere: (clientId) => comers.get(clientId) !== undefined || sessions.has(clientId),
	};
}

const HOST = ownerName({ of: "host" });
const isGuest = (whose: string) => whose.startsWith("guest ");

function othersId(clientId: string, whose: string): ConnectRefused {
	return { ...NOT_AUTHORIZED, why: "others-id", says: `${clientId} belongs to ${whose}` };
}

const bound = (says: string): ConnectRefused => ({ ...NOT_AUTHORIZED, why: "sessions", says });
const TOO_MANY = bound(`no more than ${LIMITS.sessionsPerGuest} sessions for one address here`);
const FULL = bound(`no more than ${LIMITS.guestSessions} guest sessions here`);
