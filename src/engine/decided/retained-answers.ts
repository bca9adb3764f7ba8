import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage, SessionState } from "#engine/session.ts";
import type { Work } from "#engine/work.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Deliveries } from "./deliveries.ts";

/**
 * One SUBSCRIBE may bring thousands of retained messages: they are decided in slices. What is published for that session in the meantime is
 * decided behind them, so that no older message comes after a newer one of its topic.
 */
export type RetainedAnswers = {
	/** copies: each call of next() decides one, and says whether there is another. decided: called once all of them are. */
	add(session: SessionState, copies: { next(): boolean }, decided: () => void): void;
	/** A message that has just been published: see Deliveries.deliver(). */
	deliver(session: SessionState, message: PublishedMessage, granted: QoS): void;
	/** Decides at once what waits for this session; or for all. */
	finish(session?: SessionState): void;
	clear(): void;
};

export function openRetainedAnswers(
	deliveries: Deliveries,
	work: Pick<Work, "later" | "spent">,
	tell: (fact: Fact) => void,
): RetainedAnswers {
	/** Each decides one message, and says whether the same one has more. */
	const waiting = new Map<SessionState, (() => boolean)[]>();
	/** The room has been told that these are not done: nobody takes a lull for the end of it. */
	const awaited = new Set<SessionState>();
	const isDone = (session: SessionState) => {
		waiting.delete(session);
		if (awaited.delete(session)) tell({ type: "retained.decided", session: session.session });
	};

	const decide = (session: SessionState, inSlices: boolean): void => {
		const decisions = waiting.get(session);
		if (decisions === undefined) return;
		for (let first = decisions[0]; first !== undefined; first = decisions[0]) {
			if (!decided(session, first)) decisions.shift();
			if (inSlices && decisions.length > 0 && work.spent()) return goOnLater(session);
		}
		isDone(session);
	};
	const goOnLater = (session: SessionState) => {
		if (!awaited.has(session)) tell({ type: "retained.awaited", session: session.session });
		awaited.add(session);
		work.later(() => {
			decide(session, true);
			return false;
		});
	};
	/** A bug costs what waited for this session, and not what comes after it. */
	const decided = (session: SessionState, decision: () => boolean): boolean => {
		try {
			return decision();
		} catch (fault) {
			isDone(session);
			throw fault;
		}
	};
	return {
		add(session, copies, done) {
			const next = () => {
				let more = false;
				try {
					more = copies.next();
				} finally {
					if (!more) done();
				}
				return more;
			};
			const before = waiting.get(session);
			if (before !== undefined) return void before.push(next);
			waiting.set(session, [next]);
			decide(session, true);
		},
		deliver(session, message, granted) {
			const before = waiting.get(session);
			if (before !== undefined && before.length >= LIMITS.behindRetained) decide(session, false);
			if (before === undefined || before.length === 0) return deliveries.deliver(session, message, granted, "live");
			before.push(() => {
				deliveries.deliver(session, message, granted, "live");
				return false;
			});
		},
		finish(session) {
			for (const one of session === undefined ? [...waiting.keys()] : [session]) decide(one, false);
		},
		clear() {
			waiting.clear();
			awaited.clear();
		},
	};
}
