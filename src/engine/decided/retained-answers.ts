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
	/** copies: each call of next() decides one, and says whether there is another. decided: called once all of them are, or will not be. */
	add(session: SessionState, copies: { next(): boolean }, decided: () => void): void;
	/** A message that has just been published: see Deliveries.deliver(). */
	deliver(session: SessionState, message: PublishedMessage, granted: QoS): void;
	/** The session ends: retained messages that it has not got are left out; what was published is decided, a message in each step. */
	end(session: SessionState): Generator;
	/** Decides at once what waits for all. */
	finish(): void;
	clear(): void;
};

/** decide: decides one message, and says whether there is another. leftOut: for retained copies, called when no more of them are decided. */
type Waiting = { readonly decide: () => boolean; readonly leftOut: (() => void) | null };

export function openRetainedAnswers(
	deliveries: Deliveries,
	work: Pick<Work, "later" | "spent">,
	tell: (fact: Fact) => void,
): RetainedAnswers {
	const waiting = new Map<SessionState, Waiting[]>();
	/** The room has been told that these are not done: nobody takes a lull for the end of it. */
	const awaited = new Set<SessionState>();

	const isDone = (session: SessionState) => {
		waiting.delete(session);
		if (awaited.delete(session)) tell({ type: "retained.decided", session: session.session });
	};
	/** Decides one message each time; false: none is left. */
	const decideNext = (session: SessionState): boolean => {
		const line = waiting.get(session);
		const first = line?.[0];
		if (line === undefined || first === undefined) return false;
		try {
			if (!first.decide()) line.shift();
		} catch (fault) {
			isDone(session); // A bug costs what waited for this session, and not what comes after it.
			throw fault;
		}
		if (line.length === 0) isDone(session);
		return line.length > 0;
	};
	const decideSoon = (session: SessionState): void => {
		while (decideNext(session)) if (work.spent()) return goOnLater(session);
	};
	const goOnLater = (session: SessionState) => {
		if (!awaited.has(session)) tell({ type: "retained.awaited", session: session.session });
		awaited.add(session);
		work.later(() => {
			decideSoon(session);
			return false;
		});
	};
	const leaveOut = (session: SessionState): number => {
		const line = waiting.get(session) ?? [];
		const left = line.filter(({ leftOut }) => leftOut === null);
		if (left.length === line.length) return 0;
		waiting.set(session, left);
		for (const { leftOut } of line) leftOut?.();
		return line.length - left.length;
	};
	return {
		add(session, copies, decided) {
			const decide = () => {
				let more = false;
				try {
					more = copies.next();
				} finally {
					if (!more) decided();
				}
				return more;
			};
			const before = waiting.get(session);
			if (before !== undefined) return void before.push({ decide, leftOut: decided });
			waiting.set(session, [{ decide, leftOut: decided }]);
			decideSoon(session);
		},
		deliver(session, message, granted) {
			const decide = () => {
				deliveries.deliver(session, message, granted, "live");
				return false;
			};
			const before = waiting.get(session);
			if (before === undefined) return void decide();
			if (before.length <= LIMITS.behindRetained) return void before.push({ decide, leftOut: null });
			if (leaveOut(session) > 0) {
				const says = `${LIMITS.behindRetained} messages wait for ${session.session} behind retained messages: the rest of those are not sent`;
				tell({ type: "limit.reached", limit: "behindRetained", says, connection: session.connection });
			}
			while (decideNext(session));
			decide();
		},
		*end(session) {
			leaveOut(session);
			while (decideNext(session)) yield;
			isDone(session);
		},
		finish() {
			for (const session of [...waiting.keys()]) while (decideNext(session));
		},
		clear() {
			waiting.clear();
			awaited.clear();
		},
	};
}
