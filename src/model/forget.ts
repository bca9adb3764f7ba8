import { LIMITS } from "#contract/limits.ts";
import type { Draft } from "./draft.ts";
import type { Fate, Message, Tally } from "./world.ts";

/** Keeps the number of remembered messages bounded: the oldest settled message becomes part of a sum. current: more is about to be told of this message. */
export function forgetOld(draft: Draft, current: string | null = null): void {
	const names = draft.names("messages");
	let over = names.length - LIMITS.messages;
	for (let index = 0; over > 0 && index < names.length; ) {
		const name = names[index] as string;
		if ((name === current || !isSettled(draft, draft.messages[name] as Message)) && names.length - index <= LIMITS.messagesHard) index += 1;
		else {
			forget(draft, name); // the next message moves up to this place
			over -= 1;
		}
	}
}

function isSettled(draft: Draft, message: Message): boolean {
	if (message.phase === "to-broker" || message.phase === "with-sender") return false;
	// A copy that its sender keeps may come again, and is still this message.
	if (message.qos > 0 && draft.clients[message.publisher]?.outgoing.some((copy) => copy.message === message.message)) return false;
	if (draft.retained[message.topic]?.message === message.message) return false;
	const fates = draft.fates[message.message];
	for (const subscriber in fates) {
		const fate = fates[subscriber]?.fate;
		if (fate === "queued" || fate === "inflight") return false;
	}
	return true;
}

function forget(draft: Draft, message: string): void {
	const forgotten = draft.own(draft.forgotten);
	const bySubscriber: Record<string, Tally> = draft.own(forgotten.bySubscriber);
	const fates = draft.fates[message];
	for (const subscriber in fates) {
		const tally = draft.own(bySubscriber[subscriber] ?? { ...NONE });
		tally[(fates[subscriber] as Fate).fate] += 1;
		bySubscriber[subscriber] = tally;
	}
	forgotten.messages += 1;
	forgotten.bySubscriber = bySubscriber;
	draft.forgotten = forgotten;
	draft.remove("messages", message);
	draft.remove("fates", message);
	draft.remove("copies", message);
}

const NONE: Tally = { delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };

/** Clients that are offline and left no session behind are forgotten; the client that has been gone longest goes first. */
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
