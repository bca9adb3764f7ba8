import type { Delivery, SessionState } from "#engine/session.ts";
import type { Slip } from "#mqtt/slips.ts";

/** The last packet id, and so how many there are. */
const IDS = 65_535;

/** What a session had sent before its present connection. */
type Before = { readonly lastId: number; readonly begun: number; readonly inflight: ReadonlySet<number> };

/** Whether subscribers answer what they are sent as the standard says. Where that is not certain, nothing is said. */
export type Answers = {
	/** The session's client has connected: nothing has been sent on this connection yet. */
	begin(session: SessionState): void;
	/** one: the delivery in flight under that id. */
	slipOf(session: SessionState, one: Delivery | undefined, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): Slip | null;
};

export function openAnswers(): Answers {
	const beginnings = new WeakMap<SessionState, Before>();
	/** An answer may come twice, and an id be free by then; but one that was never sent on this connection is the answer to nothing. */
	const wasSent = (session: SessionState, packetId: number) => {
		const before = beginnings.get(session);
		if (before === undefined || before.inflight.has(packetId)) return true;
		// Ids are given out in order, but for those in use.
		if (session.begun - before.begun + session.inflight.size + before.inflight.size >= IDS) return true;
		return after(before.lastId, packetId) <= after(before.lastId, session.lastId);
	};
	return {
		begin(session) {
			const { lastId, begun, inflight } = session;
			beginnings.set(session, { lastId, begun, inflight: new Set(inflight.keys()) });
		},
		slipOf(session, one, type, packetId) {
			if (one === undefined) return wasSent(session, packetId) ? null : "unknown-id";
			if ((one.qos === 1) !== (type === "PUBACK")) return "wrong-answer";
			return type === "PUBCOMP" && one.released === null ? "pubcomp-too-early" : null;
		},
	};
}

/** How many ids further on: the first one after the last is 1. */
function after(from: number, packetId: number): number {
	return (packetId - from + IDS) % IDS;
}
