import { LIMITS } from "#contract/limits.ts";
import type { Draft } from "./draft.ts";
import { forgetOld, mayBeSettled } from "./forget.ts";
import { restartLoss } from "./given-up.ts";
import type { DecidedFate } from "./world.ts";
import { fateChanged } from "./world-index.ts";

export function setFate(draft: Draft, message: string, subscriber: string, next: DecidedFate): void {
	const kept = draft.index.messages.get(message);
	if (kept === undefined) return; // forgotten: its sums are closed
	const before = draft.fates[message]?.[subscriber];
	const fate = before === undefined ? next : withCopies(before, next);
	const fates = draft.edit("fates", message);
	if (fates === undefined) draft.put("fates", message, Object.assign(Object.create(null), { [subscriber]: fate }));
	else fates[subscriber] = fate;
	fateChanged(draft.index, kept, subscriber, before, fate);
	if (kept.open === 0) mayBeSettled(draft, message);
	if (before === undefined && draft.index.fates > LIMITS.fates) forgetOld(draft, message);
}

/** What is known of other copies of the message outlives the fate of this one. */
function withCopies(before: DecidedFate, next: DecidedFate): DecidedFate {
	if (next.fate !== "queued" && next.fate !== "inflight" && next.fate !== "delivered") return next;
	const lost = next.lost ?? lostOf(before);
	const kept = lost === undefined ? next : { ...next, lost };
	if (kept.fate === "delivered") return kept;
	const had = hadOf(before);
	return had === undefined ? kept : { ...kept, had };
}

function lostOf(fate: DecidedFate) {
	if (fate.fate === "dropped") return { reason: fate.reason, full: fate.full };
	return "lost" in fate ? fate.lost : undefined;
}

/** The copy that the subscriber has. */
export function hadOf(fate: DecidedFate | undefined) {
	if (fate?.fate === "delivered") {
		const { lost: _lost, ...had } = fate;
		return had;
	}
	return fate !== undefined && "had" in fate ? fate.had : undefined;
}

export function setFateOnce(draft: Draft, message: string, subscriber: string, fate: DecidedFate): void {
	if (draft.fates[message]?.[subscriber] === undefined) setFate(draft, message, subscriber, fate);
}

/** Nothing was dropped of this message after all. */
export function withdraw(draft: Draft, message: string): void {
	for (const _subscriber in draft.fates[message]) draft.index.fates -= 1;
	draft.remove("fates", message);
}

/** Does not replace a fate that the wire has told: in that case something of the message has crossed. */
export function setUnseen(draft: Draft, message: string, subscriber: string, since: number): void {
	setFateOnce(draft, message, subscriber, { fate: "unseen", since });
}

/** A different broker stands there: what could not be seen of the old broker is gone with it. */
export function lostUnseen(draft: Draft, subscriber: string, at: number): void {
	for (const message of draft.index.unseen.get(subscriber) ?? []) {
		const gone = { reason: restartLoss(draft), filter: null, grantedQos: null, full: null } as const;
		setFate(draft, message, subscriber, { fate: "dropped", ...gone, at });
	}
}
