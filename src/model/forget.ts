import { LIMITS } from "#contract/limits.ts";
import type { Draft } from "./draft.ts";
import type { DecidedFate, GoneSession, Tally } from "./world.ts";
import { type Ended, isSettled, type Left, leave, mayBeForgotten, oneLess, type Remembered } from "./world-index.ts";

/**
 * Keeps the numbers of remembered messages and fates bounded: the oldest settled messages become part of a sum, and past the hard bounds the
 * oldest of all. current: more is about to be told of this message.
 */
export function forgetOld(draft: Draft, current: string | null = null): void {
	const { index } = draft;
	const isOver = (messages: number, fates: number) => index.messages.size > messages || index.fates > fates;
	const counts = (kept: Remembered) => countsAsSettled(draft, kept, current);
	while (isOver(LIMITS.messages, LIMITS.fates)) {
		const oldest = index.settled.first(counts);
		if (oldest === undefined) break;
		forget(draft, oldest);
	}
	while (isOver(LIMITS.messagesHard, LIMITS.fatesHard)) forget(draft, index.messages.values().next().value as Remembered);
	if (current !== null) mayBeSettled(draft, current);
}

/** Something that kept this message from being settled has changed. */
export function mayBeSettled(draft: Draft, message: string): void {
	const { index } = draft;
	const kept = index.messages.get(message);
	if (kept === undefined || kept.listed || !isSettled(draft, index, kept)) return;
	kept.listed = true;
	index.settled.push(kept, (one) => countsAsSettled(draft, one));
}

/** A message that is not settled after all leaves the list, and may come back to it. */
function countsAsSettled(draft: Draft, kept: Remembered, current: string | null = null): boolean {
	const { index } = draft;
	kept.listed = kept.message !== current && index.messages.get(kept.message) === kept && isSettled(draft, index, kept);
	return kept.listed;
}

function forget(draft: Draft, { message }: Remembered): void {
	const { index } = draft;
	const forgotten = draft.own(draft.forgotten);
	const bySubscriber: Record<string, Tally> = draft.own(forgotten.bySubscriber);
	const fates = draft.fates[message];
	for (const subscriber in fates) {
		index.fates -= 1;
		leave(index.unseen, subscriber, message);
		// Nobody asks for the sums of a client that is forgotten, and they would never go.
		if (draft.clients[subscriber] === undefined && draft.sessions[subscriber] === undefined) continue;
		const tally = draft.own(bySubscriber[subscriber] ?? { ...NONE });
		tally[(fates[subscriber] as DecidedFate).fate] += 1;
		bySubscriber[subscriber] = tally;
	}
	forgotten.messages += 1;
	forgotten.bySubscriber = bySubscriber;
	draft.forgotten = forgotten;
	index.messages.delete(message);
	draft.remove("messages", message);
	draft.remove("fates", message);
	draft.remove("copies", message);
}

/** A message that is known only as a part of the sums goes on: what was queued is sent, acknowledged or dropped. */
export function sumChanges(draft: Draft, message: string, subscriber: string, before: keyof Tally, after: keyof Tally): void {
	const counted = draft.forgotten.bySubscriber[subscriber];
	if (draft.index.messages.has(message) || counted === undefined || counted[before] === 0) return;
	const forgotten = draft.own(draft.forgotten);
	const bySubscriber = draft.own(forgotten.bySubscriber);
	const tally = draft.own(counted);
	tally[before] -= 1;
	tally[after] += 1;
	bySubscriber[subscriber] = tally;
	forgotten.bySubscriber = bySubscriber;
	draft.forgotten = forgotten;
}

const NONE: Tally = { delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };

/** This client is offline, or its session has ended, or one of its connections. */
export function mayBeForgottenNow(draft: Draft, clientId: string): void {
	const client = draft.clients[clientId];
	if (client === undefined || !mayBeForgotten(draft, draft.index, clientId)) return;
	draft.index.offline.push({ clientId, since: client.phase.since }, (one) => countsAsLeft(draft, one));
}

function countsAsLeft(draft: Draft, { clientId, since }: Left): boolean {
	return mayBeForgotten(draft, draft.index, clientId) && draft.clients[clientId]?.phase.since === since;
}

/** Clients that are offline and left no session behind are forgotten; the client that has been gone longest goes first. */
export function forgetClients(draft: Draft): void {
	const { index } = draft;
	if (index.clients <= LIMITS.clients) return;
	const oldest = index.offline.first((one) => countsAsLeft(draft, one));
	if (oldest === undefined) return;
	const { clientId } = oldest;
	for (const { message } of draft.clients[clientId]?.outgoing ?? []) {
		oneLess(index.copies, message);
		mayBeSettled(draft, message);
	}
	index.halves.delete(clientId);
	index.clients -= 1;
	draft.remove("clients", clientId);
	forgetGone(draft, clientId);
	const forgotten = draft.own(draft.forgotten);
	const bySubscriber = draft.own(forgotten.bySubscriber);
	delete bySubscriber[clientId];
	forgotten.bySubscriber = bySubscriber;
	draft.forgotten = forgotten;
}

/** The ended session of this client, if one is remembered. */
export function forgetGone(draft: Draft, session: string): void {
	const gone = draft.gone[session];
	if (gone === undefined) return;
	forgetFilters(draft, gone);
	if (gone.formerly !== undefined) forgetFormerly(draft, session, gone.formerly);
	draft.index.gone -= 1;
	draft.remove("gone", session);
}

export function forgetFilters(draft: Draft, { session, subscriptions }: Pick<GoneSession, "session" | "subscriptions">): void {
	for (const filter in subscriptions) draft.index.filters.remove(session, filter);
}

export function forgetFormerly(draft: Draft, session: string, { subscriptions }: NonNullable<GoneSession["formerly"]>): void {
	for (const filter in subscriptions) draft.index.formerly.remove(session, filter);
}

export function forgetOldGone(draft: Draft): void {
	const counts = ({ session, at }: Ended) => draft.gone[session]?.endedAt === at;
	while (draft.index.gone > LIMITS.goneSessions) {
		const first = draft.index.ended.first(counts);
		if (first === undefined) return;
		forgetGone(draft, first.session);
	}
}
