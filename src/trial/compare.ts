import type { Received } from "#model/world.ts";
import { type Came, type Measured, MOMENTS, type Moment, type Position } from "./positions.ts";

/** Where two runs of one combination ended differently. moment "back" with what "session": the CONNACK itself. */
type Departure = { readonly moment: Moment; readonly here: string; readonly there: string };

const SAID: Readonly<Record<Came, string>> = {
	queued: "queued",
	dropped: "dropped",
	delivered: "delivered",
	inflight: "in flight",
	unseen: "unseen",
	nothing: "nothing sent",
};

/**
 * Compares position by position; what a broker does not show is not a difference. Packet ids and times are the broker's own business, QoS,
 * RETAIN and DUP are not.
 */
export function departures(here: Measured, there: Measured): readonly Departure[] {
	const session = here.sessionPresent === there.sessionPresent ? [] : [{ moment: "back" as const, ...said(here, there, saySession) }];
	return MOMENTS.flatMap((moment): readonly Departure[] => {
		const [one, other] = [here.positions[moment], there.positions[moment]];
		const own = moment === "back" ? session : [];
		if (one.came === "unseen" || other.came === "unseen") return own;
		return samePosition(one, other) ? own : [...own, { moment, ...said(one, other, sayPosition) }];
	});
}

function said<T>(here: T, there: T, say: (one: T) => string): Pick<Departure, "here" | "there"> {
	return { here: say(here), there: say(there) };
}

function saySession({ sessionPresent }: Measured): string {
	return `session present = ${Number(sessionPresent)}`;
}

/** Compares everything that sayPosition() says. */
function samePosition(one: Position, other: Position): boolean {
	if ((one.ended === null) !== (other.ended === null) || one.copies.length !== other.copies.length) return false;
	if (one.copies.length === 0) return one.came === other.came;
	return one.copies.every((copy, at) => {
		const twin = other.copies[at];
		return copy.qos === twin?.qos && copy.retain === twin.retain && copy.dup === twin.dup;
	});
}

/** "delivered at QoS 1, RETAIN 0": everything by which two runs are compared. */
export function sayPosition({ came, copies, ended }: Position): string {
	const what = copies.length === 0 ? SAID[came] : `delivered ${copies.map(sayCopyBits).join(", then ")}`;
	return ended === null ? what : `${what}, and its connection ended`;
}

function sayCopyBits({ qos, retain, dup }: Received): string {
	return `at QoS ${qos}, RETAIN ${Number(retain)}${dup ? ", DUP 1" : ""}`;
}

/** Whether a person who looks at the three marks sees the same thing. */
export function sameMarks(one: Measured, other: Measured): boolean {
	return MOMENTS.every((moment) => {
		const [a, b] = [one.positions[moment], other.positions[moment]];
		return a.came === b.came && a.copies.length === b.copies.length && (a.ended === null) === (b.ended === null);
	});
}
