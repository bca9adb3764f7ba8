import type { GivenUp } from "#model/delivered.ts";
import { lower } from "./phrases.ts";
import { sayDrop } from "./reasons.ts";

type Unconfirmed = Pick<GivenUp, "qos"> & { readonly unconfirmed: NonNullable<GivenUp["unconfirmed"]> };

/** "m1 dropped", "m1 arrived", "One more copy of m1 dropped": what has become of a delivery that is given up. */
export function sayEnd(message: string, { unconfirmed, has }: GivenUp): string {
	if (unconfirmed !== null) return `${message} arrived`;
	return has ? `One more copy of ${message} dropped` : `${message} dropped`;
}

/** Why the delivery is given up, in one sentence without a full stop. */
export function sayGivenUp(end: GivenUp): string {
	return end.unconfirmed === null ? sayDrop(end) : sayUnconfirmed(end);
}

/** The same within a sentence of the log: "Dropped m1 for sub-1: queue full", "Gave up m1 for sub-1: arrived at QoS 1; …". */
export function logGivenUp(message: string, session: string, end: GivenUp): string {
	const what = end.unconfirmed !== null ? `Gave up ${message}` : end.has ? `Dropped one more copy of ${message}` : `Dropped ${message}`;
	return `${what} for ${session}: ${lower(sayGivenUp(end))}`;
}

/** "m1 dropped for sub-1: offline, session kept.": the listener hears first which message this is about. */
export function announceGivenUp(message: string, session: string, end: GivenUp): string {
	const what = end.unconfirmed !== null ? `${message} given up` : end.has ? `${message}, one more copy, dropped` : `${message} dropped`;
	return `${what} for ${session}: ${lower(sayGivenUp(end))}.`;
}

/** Of a message that its subscriber has, and that nothing will confirm any more. */
export function sayUnconfirmed({ qos, unconfirmed }: Unconfirmed): string {
	return `Arrived at QoS ${qos}; its ${unconfirmed} never reached the broker, and its session ended`;
}
