import type { Draft } from "./draft.ts";
import type { DecidedFate } from "./world.ts";
import { isOnItsWayDown, listsOf } from "./world-index.ts";

type OnItsWay = Extract<DecidedFate, { fate: "queued" | "inflight" }>;

/** How another copy of this message is on its way to this subscriber: on the wire, in flight, or in the queue; null: none is. */
export function anotherCopy(draft: Draft, message: string, subscriber: string, at: number): OnItsWay | null {
	const session = draft.sessions[subscriber];
	if (session === undefined) return null;
	const before = draft.fates[message]?.[subscriber];
	// The session is walked only for a message that it does hold twice.
	if (listsOf(draft.index, session).held.has(message)) {
		const sent = session.inflight.find((one) => one.message === message);
		if (sent !== undefined) {
			const { packetId, attempt, since, awaits } = sent;
			if (before?.fate === "inflight" && before.packetId === packetId) return before;
			return { fate: "inflight", why: awaits === "PUBCOMP" ? "released" : "sent", how: "live", packetId, attempt, since };
		}
		const waits = session.queue.find((one) => one.message === message);
		if (waits !== undefined) return { fate: "queued", since: waits.since };
	}
	if (session.connection === null || !isOnItsWayDown(draft.index, session.connection, message)) return null;
	if (before?.fate === "inflight" && before.packetId === null) return before;
	return { fate: "inflight", why: "sent", how: "live", packetId: null, attempt: 1, since: at };
}
