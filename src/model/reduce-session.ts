import type { EventOf, SessionFact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Draft, Writable } from "./draft.ts";
import { lostUnseen, setFate } from "./fates.ts";
import { forgetFilters, forgetFormerly, forgetGone, forgetOldGone, mayBeForgottenNow } from "./forget.ts";
import { restartLoss } from "./given-up.ts";
import { add, take } from "./lists.ts";
import { LOST_WITH } from "./no-delivery.ts";
import * as delivery from "./reduce-delivery.ts";
import type { GoneSession, Session } from "./world.ts";
import { endedOf, listsOf, subscribed } from "./world-index.ts";

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
			return subscribe(draft, session, event);
		case "subscription.removed": {
			const subscriptions = draft.own(session.subscriptions);
			delete subscriptions[event.filter];
			session.subscriptions = subscriptions;
			draft.index.filters.remove(event.session, event.filter);
			return;
		}
		case "incoming.held": {
			const { packetId, message } = event;
			const places = listsOf(draft.index, session).incoming;
			session.incoming = add(draft, session.incoming, places, { packetId, message }, packetId);
			const oldest = session.incoming[0] as Session["incoming"][number];
			if (session.incoming.length > LIMITS.shownIds) session.incoming = take(draft, session.incoming, places, oldest.packetId, byPacketId);
			return;
		}
		case "incoming.released": {
			const places = listsOf(draft.index, session).incoming;
			session.incoming = take(draft, session.incoming, places, event.packetId, byPacketId);
			return;
		}
		case "retained.awaited":
		case "retained.decided":
			session.awaitsRetained = event.type === "retained.awaited";
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

const byPacketId = ({ packetId }: { readonly packetId: number }) => packetId;

type Subscribed = EventOf<"subscription.added" | "subscription.replaced">;

function subscribe(draft: Draft, session: Writable<Session>, { filter, qos, at, seq }: Subscribed): void {
	const subscriptions = draft.own(session.subscriptions);
	const before = subscriptions[filter];
	subscriptions[filter] = { qos, at, seq: before?.seq ?? seq };
	session.subscriptions = subscriptions;
	if (before === undefined) draft.index.filters.put(session.session, filter, seq);
}

function created(draft: Draft, event: EventOf<"session.created">): void {
	// What fell while there was no session stays where it fell.
	const gone = draft.gone[event.session];
	forgetGone(draft, event.session);
	const before = draft.sessions[event.session];
	if (before !== undefined) forgetFilters(draft, before);
	const formerly = gone === undefined ? undefined : formerlyOf(gone);
	if (formerly !== undefined) subscribed(draft.index.formerly, event.session, formerly.subscriptions);
	draft.index.lists.delete(event.session);
	draft.put("sessions", event.session, {
		session: event.session,
		cleanSession: event.cleanSession,
		createdAt: event.at,
		connection: event.connection,
		offline: null,
		subscriptions: Object.create(null),
		queue: [],
		inflight: [],
		incoming: [],
		awaitsRetained: false,
		will: null,
		fallen: gone?.fallen.map((one) => ({ ...one, former: true as const })) ?? [],
		...(gone?.fallenBefore === undefined ? {} : { fallenBefore: gone.fallenBefore }),
		...(formerly === undefined ? {} : { formerly }),
	});
}

/** What a session still holds when it ends: stock Aedes does not tell what happens to that. */
function losesRest(draft: Draft, { session, queue, inflight }: Session, { reason, seq, at }: EventOf<"session.discarded">): void {
	for (const one of [...inflight, ...queue]) {
		const { delivery: id, message, qos } = one;
		// Only CONNACK said that the session is gone: Aedes may still send what it has.
		if (reason === "not-present" && !("arrived" in one && one.arrived)) setFate(draft, message, session, { fate: "unseen", since: at });
		else delivery.apply(draft, { type: "delivery.dropped", delivery: id, message, session, qos, reason: LOST_WITH[reason], seq, at });
	}
}

/** What a client whose session has ended had subscribed to, in that session or in the last one that had any subscription. */
function formerlyOf({ subscriptions, endedAt, formerly }: GoneSession): GoneSession["formerly"] {
	return Object.keys(subscriptions).length > 0 ? { endedAt, subscriptions } : formerly;
}

/** Only here do the subscriptions of a session outlive it, to answer "why did it not get this?". */
function discarded(draft: Draft, event: EventOf<"session.discarded">): void {
	const session = draft.sessions[event.session];
	if (session === undefined) return;
	if (event.reason === "restart") {
		lostUnseen(draft, event.session, event.at);
		draft.restarting = { ...draft.restarting, sessions: draft.restarting.sessions + 1, since: draft.restarting.since ?? event.at };
	}
	losesRest(draft, session, event);
	const { cleanSession, connection, subscriptions, fallen, fallenBefore, formerly } = draft.sessions[event.session] ?? session;
	const subscribes = Object.keys(subscriptions).length > 0;
	if (subscribes && formerly !== undefined) forgetFormerly(draft, event.session, formerly);
	const gone = {
		session: event.session,
		endedAt: event.at,
		reason: event.reason,
		cleanSession,
		connection,
		subscriptions,
		fallen,
		...(fallenBefore === undefined ? {} : { fallenBefore }),
		...(event.reason === "restart" ? { because: restartLoss(draft) } : {}),
		...(formerly === undefined || subscribes ? {} : { formerly }),
	};
	draft.index.lists.delete(event.session);
	draft.remove("sessions", event.session);
	draft.put("gone", event.session, gone);
	draft.index.gone += 1;
	draft.index.ended.push(endedOf(gone), (one) => draft.gone[one.session]?.endedAt === one.at);
	mayBeForgottenNow(draft, event.session);
	forgetOldGone(draft);
}
