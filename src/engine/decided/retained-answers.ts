import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { PublishedMessage, SessionState } from "#engine/session.ts";
import type { Work } from "#engine/work.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Deliveries } from "./deliveries.ts";

/**
 * One SUBSCRIBE may bring thousands of retained messages: they are decided in slices. What comes for that session in the meantime waits behind
 * them in a line, so that no older message comes after a newer one of its topic. A client that comes back while there is a line waits at its
 * end: so a line has the retained messages of one SUBSCRIBE at most, and no UNSUBSCRIBE comes before them.
 */
export type RetainedAnswers = {
	/** copies: each call of next() decides one, and says whether there is another. decided: called once all of them are, or will not be. */
	add(session: SessionState, copies: { next(): boolean }, decided: () => void): void;
	/** Calls once nothing waits for the session that is there now; at once, if nothing does. */
	afterwards(session: SessionState, call: () => void): void;
	/** A message that has just been published: see Deliveries.deliver(). */
	deliver(session: SessionState, message: PublishedMessage, granted: QoS): void;
	/** The session ends: retained messages that it has not got are left out; what was published is decided, a message in each step. */
	end(session: SessionState): Generator;
	/** Decides at once what waits for all. */
	finish(): void;
	clear(): void;
};

/** decide: decides one message, and says whether there is another. leftOut: for retained messages, called when no more of them are decided. */
type Waiting = { readonly decide: () => boolean; readonly leftOut: (() => void) | null };
type Line = {
	readonly waiting: Waiting[];
	/** Of the payloads that wait behind the retained messages. */
	payloadBytes: number;
	/** The room has been told that this line is there: nobody takes a lull for its end. */
	isTold: boolean;
	/** Retained messages were left out. */
	isCut: boolean;
};

/** Messages that are decided for each that comes once too many wait. */
const DECIDED_FOR_ONE = 4;

export function openRetainedAnswers(
	deliveries: Pick<Deliveries, "deliver" | "waiting">,
	work: Pick<Work, "later" | "spent">,
	tell: (fact: Fact) => void,
): RetainedAnswers {
	const lines = new Map<SessionState, Line>();

	/** Decides one message each time; false: none is left. */
	const decideNext = (session: SessionState): boolean => {
		const line = lines.get(session);
		if (line === undefined) return false;
		let isMore = false;
		let isBug = true;
		try {
			isMore = line.waiting[0]?.decide() === true;
			isBug = false;
		} finally {
			if (!isMore) line.waiting.shift();
			if (line.waiting.length === 0) isDone(session, line);
			else if (isBug) goOnLater(session); // it costs what was decided, and not what comes after it
		}
		return line.waiting.length > 0;
	};
	const isDone = (session: SessionState, { isTold, isCut }: Line) => {
		lines.delete(session);
		if (isTold) tell({ type: "retained.decided", session: session.session, ...(isCut && { unsent: true }) });
	};
	const decideSoon = (session: SessionState): void => {
		while (decideNext(session)) if (work.spent()) return goOnLater(session);
	};
	const goOnLater = (session: SessionState) => {
		const line = lines.get(session);
		if (line?.isTold === false) tell({ type: "retained.awaited", session: session.session });
		if (line !== undefined) line.isTold = true;
		work.later(() => {
			decideSoon(session);
			return false;
		});
	};
	/** Whether there was something to leave out. */
	const leaveOut = (line: Line): boolean => {
		const isRetained = ({ leftOut }: Waiting) => leftOut !== null;
		const left = line.waiting.filter(isRetained);
		if (left.length === 0) return false;
		line.waiting.splice(0, line.waiting.length, ...line.waiting.filter((one) => !isRetained(one)));
		line.isCut = true;
		for (const { leftOut } of left) leftOut?.();
		return true;
	};
	const makePlace = (session: SessionState, line: Line) => {
		const isLong = line.waiting.length > LIMITS.behindRetained;
		if (!isLong && !deliveries.waiting.full(line.waiting.length, line.payloadBytes)) return;
		const says = `${many(line.waiting.length, "message")} for ${session.session} behind retained messages, of which the rest are not sent`;
		if (leaveOut(line)) tell({ type: "limit.reached", limit: "behindRetained", says, connection: session.connection });
		for (let n = 0; n < DECIDED_FOR_ONE && decideNext(session); n += 1);
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
			const one = { decide, leftOut: decided };
			const before = lines.get(session);
			if (before !== undefined) return void before.waiting.push(one);
			lines.set(session, { waiting: [one], payloadBytes: 0, isTold: false, isCut: false });
			decideSoon(session);
		},
		afterwards(session, call) {
			const decide = () => {
				call();
				return false;
			};
			const line = lines.get(session);
			if (line === undefined) call();
			else line.waiting.push({ decide, leftOut: null });
		},
		deliver(session, message, granted) {
			const line = lines.get(session);
			if (line === undefined) return deliveries.deliver(session, message, granted, "live");
			const one = { message };
			const decide = () => {
				deliveries.waiting.letGo(one);
				line.payloadBytes -= message.payload.length;
				deliveries.deliver(session, message, granted, "live");
				return false;
			};
			deliveries.waiting.hold(one);
			line.payloadBytes += message.payload.length;
			line.waiting.push({ decide, leftOut: null });
			makePlace(session, line);
		},
		*end(session) {
			const line = lines.get(session);
			if (line !== undefined && leaveOut(line) && line.waiting.length === 0) isDone(session, line);
			while (decideNext(session)) yield;
		},
		finish() {
			for (const session of [...lines.keys()]) while (decideNext(session));
		},
		clear: () => lines.clear(),
	};
}
