import { LIMITS } from "#contract/limits.ts";
import { DROPPED_BY, newSession, type SessionState } from "#engine/session.ts";
import type { Held } from "./held.ts";
import type { SessionStore } from "./store.ts";

/** How sessions begin, go on and end [3.1.1 section 3.1.2.4]. */
export function openSessionLife(held: Held): Pick<SessionStore, "makeWay" | "open" | "resume" | "leave" | "expire" | "forget"> {
	const { sessions, online, deliveries, settings, tell } = held;
	const soon = openSoon(held);
	const goesOn = (clientId: string, cleanSession: boolean) => !cleanSession && sessions.get(clientId)?.cleanSession === false;
	return {
		makeWay(clientId, cleanSession, then) {
			const steps = function* () {
				if (!goesOn(clientId, cleanSession)) {
					const before = sessions.get(clientId);
					if (before !== undefined) yield* discard(held, before, "clean-connect");
					yield* makeRoom(held);
				}
				then();
			};
			soon(steps());
		},
		open(clientId, cleanSession, connection) {
			const before = sessions.get(clientId);
			if (before !== undefined && goesOn(clientId, cleanSession)) {
				before.connection = connection;
				online.set(connection, before);
				tell({ type: "session.resumed", session: clientId, connection });
				return true;
			}
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
			online.delete(connection);
			session.connection = null;
			// A clean session ends with its connection [MQTT-3.1.2-6].
			if (session.cleanSession) return soon(discard(held, session, "connection-closed"));
			const seconds = settings().persistentClientExpiration;
			tell({ type: "session.offline", session: session.session, reason, expiresInMs: seconds === null ? null : seconds * 1_000 });
		},
		expire(clientId) {
			const session = sessions.get(clientId);
			if (session !== undefined && session.connection === null) soon(discard(held, session, "expired"));
		},
		*forget() {
			for (const session of [...sessions.values()]) {
				yield* discard(held, session, "restart");
				yield;
			}
			held.retained.clear();
		},
	};
}

/** Does steps one after the other, as far as this turn has time for them, and the rest as work during which nothing else happens in this room. */
function openSoon({ work }: Held): (steps: Generator) => void {
	/** Steps that are left for later: what comes now comes after them. */
	let left = 0;
	const rest = function* (steps: Generator) {
		try {
			yield* steps;
		} finally {
			left -= 1;
		}
	};
	return (steps) => {
		if (left === 0) {
			do if (steps.next().done) return;
			while (!work.spent());
		}
		left += 1;
		work.alone(rest(steps));
	};
}

/** A session may hold thousands of deliveries. Between two steps it is a session like any other, with what it still holds. */
function* discard(held: Held, session: SessionState, reason: keyof typeof DROPPED_BY): Generator {
	const { sessions, tree, deliveries, answers, tell } = held;
	const isGone = () => sessions.get(session.session) !== session; // the broker was restarted or cleared in the meantime
	if (isGone()) return;
	yield* answers.end(session);
	if (isGone()) return;
	for (const step of deliveries.dropAll(session, DROPPED_BY[reason])) {
		yield step;
		if (isGone()) return;
	}
	for (const filter of session.subscriptions.keys()) tree.remove(filter, session.session);
	sessions.delete(session.session);
	tell({ type: "session.discarded", session: session.session, reason });
}

function* makeRoom(held: Held): Generator {
	const { sessions, tell } = held;
	if (sessions.size < LIMITS.sessions) return;
	for (const session of sessions.values()) {
		if (session.connection !== null) continue;
		const says = `${LIMITS.sessions} sessions: the oldest offline one, ${session.session}, is discarded`;
		tell({ type: "limit.reached", limit: "sessions", says, connection: null });
		return yield* discard(held, session, "limit");
	}
}
