import { LIMITS } from "#contract/limits.ts";
import { DROPPED_BY, newSession, type SessionState } from "#engine/session.ts";
import type { Held } from "./held.ts";
import type { SessionStore } from "./store.ts";

/** How sessions begin, go on and end [3.1.1 section 3.1.2.4]. */
export function openSessionLife(held: Held): Pick<SessionStore, "open" | "resume" | "leave" | "expire" | "forget"> {
	const { sessions, online, deliveries, settings, tell } = held;
	return {
		open(clientId, cleanSession, connection) {
			const before = sessions.get(clientId);
			if (before !== undefined && !cleanSession && !before.cleanSession) {
				before.connection = connection;
				online.set(connection, before);
				tell({ type: "session.resumed", session: clientId, connection });
				return true;
			}
			if (before !== undefined) discard(held, before, "clean-connect");
			makeRoom(held);
			const session = newSession(clientId, cleanSession, connection);
			sessions.set(clientId, session);
			online.set(connection, session);
			tell({ type: "session.created", session: clientId, connection, cleanSession });
			return false;
		},
		resume(connection) {
			const session = online.get(connection);
			if (session !== undefined) deliveries.resume(session);
		},
		leave(connection, reason) {
			const session = online.get(connection);
			if (session === undefined) return;
			held.answers.finish(session);
			online.delete(connection);
			session.connection = null;
			// A clean session ends with its connection [MQTT-3.1.2-6].
			if (session.cleanSession) return discard(held, session, "connection-closed");
			const seconds = settings().persistentClientExpiration;
			tell({ type: "session.offline", session: session.session, reason, expiresInMs: seconds === null ? null : seconds * 1_000 });
		},
		expire(clientId) {
			const session = sessions.get(clientId);
			if (session !== undefined && session.connection === null) discard(held, session, "expired");
		},
		*forget() {
			for (const session of [...sessions.values()]) {
				if (sessions.get(session.session) !== session) continue; // the room was cleared in the meantime
				discard(held, session, "restart");
				yield;
			}
			held.retained.clear();
		},
	};
}

function discard({ sessions, tree, deliveries, answers, tell }: Held, session: SessionState, reason: keyof typeof DROPPED_BY): void {
	answers.finish(session);
	deliveries.dropAll(session, DROPPED_BY[reason]);
	for (const filter of session.subscriptions.keys()) tree.remove(filter, session.session);
	sessions.delete(session.session);
	tell({ type: "session.discarded", session: session.session, reason });
}

function makeRoom(held: Held): void {
	const { sessions, tell } = held;
	if (sessions.size < LIMITS.sessions) return;
	for (const session of sessions.values()) {
		if (session.connection !== null) continue;
		const says = `${LIMITS.sessions} sessions: the oldest offline one, ${session.session}, is discarded`;
		tell({ type: "limit.reached", limit: "sessions", says, connection: null });
		return discard(held, session, "limit");
	}
}
