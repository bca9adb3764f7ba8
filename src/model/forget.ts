import { LIMITS } from "#contract/limits.ts";
import type { Draft } from "./draft.ts";
import type { Fate, Message, Tally } from "./world.ts";

/** Keeps the number of remembered messages bounded: the oldest settled one becomes a sum. */
export function forgetOld(draft: Draft): void {
	const names = Object.keys(draft.messages);
	let over = names.length - LIMITS.messages;
	for (const [index, name] of names.entries()) {
		if (over <= 0) return;
		if (!isSettled(draft, draft.messages[name] as Message) && names.length - index <= LIMITS.messagesHard) continue;
		forget(draft, name);
		over -= 1;
	}
}

function isSettled(draft: Draft, message: Message): boolean {
	if (message.phase === "to-broker" || message.phase === "with-sender") return false;
	// A copy that its sender keeps may come again, and is this message still.
	if (draft.clients[message.publisher]?.outgoing.some((copy) => copy.message === message.message)) return false;
	if (draft.retained[message.topic]?.message === message.message) return false;
	return Object.values(draft.fates[message.message] ?? {}).every(({ fate }) => fate !== "queued" && fate !== "inflight");
}

function forget(draft: Draft, message: string): void {
	const bySubscriber: Record<string, Tally> = Object.assign(Object.create(null), draft.forgotten.bySubscriber);
	for (const [subscriber, fate] of Object.entries(draft.fates[message] ?? {})) {
		bySubscriber[subscriber] = plusOne(bySubscriber[subscriber], fate.fate);
	}
	draft.forgotten = { messages: draft.forgotten.messages + 1, bySubscriber };
	draft.remove("messages", message);
	draft.remove("fates", message);
	draft.remove("copies", message);
}

const NONE: Tally = { delivered: 0, queued: 0, inflight: 0, dropped: 0, none: 0 };

export function plusOne(tally: Tally | undefined, fate: Fate["fate"]): Tally {
	const before = tally ?? NONE;
	return { ...before, [fate]: before[fate] + 1 };
}

/** Clients that are offline and left no session behind are forgotten, the longest gone first. */
export function forgetClients(draft: Draft): void {
	const names = Object.keys(draft.clients);
	if (names.length <= LIMITS.clients) return;
	let oldest: { clientId: string; since: number } | null = null;
	for (const client of Object.values(draft.clients)) {
		if (client.phase.phase !== "offline" || draft.sessions[client.clientId] !== undefined) continue;
		if (oldest === null || client.phase.since < oldest.since) oldest = { clientId: client.clientId, since: client.phase.since };
	}
	if (oldest === null) return;
	draft.remove("clients", oldest.clientId);
	draft.remove("gone", oldest.clientId);
	const { [oldest.clientId]: _closed, ...bySubscriber } = draft.forgotten.bySubscriber;
	draft.forgotten = { ...draft.forgotten, bySubscriber: Object.assign(Object.create(null), bySubscriber) };
}
