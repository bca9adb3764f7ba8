import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";

export type SeatPage = {
	/** The page said a word, and perhaps what its clients have received, by client id. Null: nothing new. Otherwise: what clients of the seat have received. */
	heard(received?: Readonly<Record<string, number>>): Record<string, number> | null;
	leave(): void;
};

/** The pages of one phone, or of two, that have the same seat. */
export type SeatPages = {
	/**
	 * One more page is there until leave(), or until it gives way to a further one because it has said nothing for long: then turnOut() is called.
	 * Null: there are LIMITS.pagesPerSeat that speak.
	 */
	open(turnOut: (says: string) => void): SeatPage | null;
	/** All are told this sentence; none of them counts any longer. */
	turnOut(says: string): void;
	readonly size: number;
	/** When a page last said a word; at least one is there. */
	readonly lastWord: number;
	/** When the last page left; null: one is there, or none has been. */
	readonly leftAt: number | null;
	/** Ms for which pages have been here, all together. */
	readonly stayed: number;
};

type Page = { at: number; readonly turnOut: (says: string) => void; received: Readonly<Record<string, number>> };

/**
 * Ms without a word after which a page may be one whose network has gone without a word: its phone, which comes over another one, is not shut out
 * for it. One that is there has said a word by then.
 */
const QUIET_MS = 1.5 * LIMITS.seatBeatMs;

/** now: monotonic, in ms. */
export function openSeatPages(seat: number, now: () => number): SeatPages {
	const there = new Set<Page>();
	let leftAt: number | null = null;
	let stayed = 0;
	return {
		open(turnOut) {
			if (there.size >= LIMITS.pagesPerSeat) {
				const [quietest] = [...there].sort((one, other) => one.at - other.at);
				if (quietest === undefined || now() - quietest.at < QUIET_MS) return null;
				there.delete(quietest);
				quietest.turnOut(`Seat ${seat} has been opened in another page.`);
			}
			const since = now();
			const page: Page = { at: since, turnOut, received: {} };
			there.add(page);
			leftAt = null;
			return {
				heard(received) {
					page.at = now();
					if (received === undefined || !there.has(page)) return null;
					page.received = ofSeat(seat, received);
					return most([...there].map((one) => one.received));
				},
				leave() {
					stayed += now() - since;
					// One that gave way is gone already.
					if (there.delete(page) && there.size === 0) leftAt = now();
				},
			};
		},
		turnOut(says) {
			for (const page of [...there]) {
				there.delete(page);
				page.turnOut(says);
			}
		},
		get size() {
			return there.size;
		},
		get lastWord() {
			return Math.max(...[...there].map(({ at }) => at));
		},
		get leftAt() {
			return leftAt;
		},
		get stayed() {
			return stayed;
		},
	};
}

/** A page speaks for the two clients of its seat, and for no other. */
function ofSeat(seat: number, received: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
	const own = [seatClient(seat, "sub"), seatClient(seat, "pub")].filter((clientId) => Object.hasOwn(received, clientId));
	return Object.fromEntries(own.map((clientId) => [clientId, received[clientId] ?? 0]));
}

/** Of two pages of one seat, the one whose client has received counts. */
function most(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
	const all: Record<string, number> = {};
	for (const count of counts) for (const [clientId, one] of Object.entries(count)) all[clientId] = Math.max(one, all[clientId] ?? 0);
	return all;
}
