import { puckWidth } from "#kit/shape.ts";
import type { Received } from "#model/world.ts";

/** What a card draws of what its client has received. more: how many it does not draw; word: whether there is room to say "more". */
export type ReceivedFit<R> = { readonly shown: readonly R[]; readonly more: number; readonly word: boolean };

/** Px of a puck, of what is between two, and of the number of those that are not drawn, with and without its word. */
const PUCK = 64;
const APART = 14;
const MORE = 44;
const MORE_WORD = 128;

/**
 * The newest that fit in so many rows of this width, in px, each of them whole, and how many more there are. all: what has reached the client, the
 * newest last. sent: how many that was, of which `all` is the end. count: how many it has; what its page has not told of yet is not drawn.
 */
export function receivedFit<R extends Pick<Received, "qos">>(
	{ all, sent, count }: { readonly all: readonly R[]; readonly sent: number; readonly count: number },
	width: number,
	rows: number,
): ReceivedFit<R> {
	const told = all.slice(0, Math.max(0, all.length - Math.max(0, sent - count)));
	for (let shown = Math.min(told.length, count); shown > 0; shown -= 1) {
		const newest = told.slice(-shown);
		const more = count - shown;
		const widths = newest.map(({ qos }) => puckWidth(qos, PUCK));
		if (more === 0 && rowsOf(widths, width) <= rows) return { shown: newest, more, word: false };
		if (more === 0) continue;
		const word = rowsOf([...widths, MORE_WORD], width) <= rows;
		if (word || rowsOf([...widths, MORE], width) <= rows) return { shown: newest, more, word };
	}
	return { shown: [], more: count, word: true };
}

function rowsOf(widths: readonly number[], width: number): number {
	let [rows, used] = [1, 0];
	for (const one of widths) {
		if (used > 0 && used + APART + one > width) [rows, used] = [rows + 1, one];
		else used += (used > 0 ? APART : 0) + one;
	}
	return rows;
}

/** Px of a card that are not for pucks, as screen-client.css sets it. */
const REST = { full: 405, compact: 289 } as const;

/** How many rows of pucks a card of this height, in px, has room for. */
export function puckRows(height: number, compact: boolean): number {
	return Math.max(1, Math.floor((height - REST[compact ? "compact" : "full"] + APART) / (PUCK + APART)));
}
