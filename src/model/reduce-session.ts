import type { EventOf, SessionFact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Draft } from "./draft.ts";
import { lostUnseen } from "./reduce-message.ts";
import type { GoneSession } from "./world.ts";

export function apply(draft: Draft, event: EventOf<Exclude<SessionFact["type"], "subscription.refused">>): void {
	if (event.type === "session.created") return created(draft, event);
	if (event.type === "session.discarded") return discarded(draft, event);
	const session = draft.edit("sessions", event.session);
	if (session === undefined) return;
	switch (event.type) {
		case "session.resumed":
			session.connection = event.connection;
			session.offline = null;
			return;
		case "session.offline":
			session.connection = null;
			session.offline = {
				since: event.at,
				reason: event.reason,
				expiresAt: event.expiresInMs === null ? null : event.at + event.expiresInMs,
			};
			return;
		case "subscription.added":
		case "subscription.replaced":
			session.subscriptions = put(session.subscriptions, event.filter, { qos: event.qos, at: event.at });
			return;
		case "subscription.removed":
			session.subscriptions = without(session.subscriptions, event.filter);
			return;
		case "incoming.held":
			session.incoming = [...session.incoming, { packetId: event.packetId, message: event.message }];
			return;
		case "incoming.released":
			session.incoming = session.incoming.filter((held) => held.packetId !== event.packetId);
			return;
		case "will.armed": {
			const { topic, payload, qos, retain } = event;
			session.will = { topic, payload, qos, retain };
			return;
		}
		case "will.disarmed":
		case "will.fired":
			session.will = null;
			return;
		default:
			return unreachable(event);
	}
}

function created(draft: Draft, event: EventOf<"session.created">): void {
	// What fell while there was no session stays where it fell.
	const fallen = draft.gone[event.session]?.fallen ?? [];
	draft.remove("gone", event.session);
	draft.put("sessions", event.session, {
		session: event.session,
		cleanSession: event.cleanSession,
		createdAt: event.at,
		connection: event.connection,
		offline: null,
		subscriptions: {},
		queue: [],
		inflight: [],
		incoming: [],
		will: null,
		fallen,
	});
}

/** Only here do the subscriptions of a session outlive it, to answer "why did it not get this?". */
function discarded(draft: Draft, event: EventOf<"session.discarded">): void {
	const session = draft.sessions[event.session];
	if (session === undefined) return;
	if (event.reason === "restart") lostUnseen(draft, event.session, event.at);
	const subscriptions: Record<string, GoneSession["subscriptions"][string]> = Object.create(null);
	for (const [filter, { qos }] of Object.entries(session.subscriptions)) subscriptions[filter] = qos;
	if (event.reason === "restart") draft.restarting = { ...draft.restarting, sessions: draft.restarting.sessions + 1 };
	draft.remove("sessions", event.session);
	draft.put("gone", event.session, {
		session: event.session,
		endedAt: event.at,
		reason: event.reason,
		cleanSession: session.cleanSession,
		subscriptions,
		fallen: session.fallen,
	});
	const names = Object.keys(draft.gone);
	if (names.length <= LIMITS.goneSessions) return;
	// A session that never subscribed answers no question: it goes first.
	const silent = names.find(
		(name) => Object.keys(draft.gone[name]?.subscriptions ?? {}).length === 0 && draft.gone[name]?.fallen.length === 0,
	);
	draft.remove("gone", silent ?? (names[0] as string));
}

function put<T>(record: Readonly<Record<string, T>>, key: string, value: T): Readonly<Record<string, T>> {
	const copy: Record<string, T> = Object.assign(Object.create(null), record);
	copy[key] = value;
	return copy;
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
	const copy: Record<string, T> = Object.assign(Object.create(null), record);
	delete copy[key];
	return copy;
}
