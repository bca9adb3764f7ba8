import type { BenchProgress, Presence, SeatTold } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";
import { isSameKey } from "./key.ts";

/** A seat as it would be saved. */
export type Seat = {
	readonly seat: number;
	/** What a phone shows to have this seat again; another one for each phone that is given the seat. */
	token: string;
	/** What the paper card of this seat shows; whoever comes with it has this seat as long as it is free. */
	readonly card: string;
	taken: boolean;
	removed: boolean;
	hidden: boolean;
	name: string | null;
	progress: BenchProgress | null;
	/** By client id. */
	received: Record<string, number>;
	/** The answer to the question of now. */
	answer: number | null;
};

type Seated = { readonly ok: true; readonly seat: Seat } | { readonly ok: false; readonly says: string };

type SeatPage = {
	/** The page said a word, and perhaps what its clients have received, by client id. True: the seat is told otherwise than before. */
	heard(received?: Readonly<Record<string, number>>): boolean;
	leave(): void;
};

/** Who has which place, and when its pages last said a word. */
export type Seats = {
	readonly all: readonly Seat[];
	get(seat: number): Seat | undefined;
	/** A page asks for the seat of this token, or, with null, for a free one. */
	sit(token: string | null): Seated;
	/** The seat that is taken with this token; null: none is. */
	seatOfToken(token: string | null): number | null;
	/**
	 * A page of this seat is there until leave(), or until it gives way to a further one, because it has said nothing for long: then gaveWay() is called.
	 * Null: there are LIMITS.pagesPerSeat that speak.
	 */
	page(seat: Seat, gaveWay: () => void): SeatPage | null;
	presence(seat: Seat): Presence;
	/** Ms until the next seat falls silent if nobody says a word; null: none is here. */
	silentIn(): number | null;
	told(seat: Seat, withName: boolean): SeatTold;
};

type Page = { at: number; readonly gaveWay: () => void; received: Readonly<Record<string, number>> };

/**
 * Ms without a word after which a page may be one whose network has gone without a word: its phone, which comes over another one, is not shut out
 * for it. One that is there has said a word by then.
 */
const QUIET_MS = 1.5 * LIMITS.seatBeatMs;

export const REMOVED = "The trainer has removed this phone. Ask at the front to come back.";

/** now: monotonic, in ms. newKey: another one each time. */
export function openSeats({ now, newKey }: { readonly now: () => number; readonly newKey: () => string }): Seats {
	const all: Seat[] = Array.from({ length: LIMITS.seats }, (_, at) => ({
		seat: at + 1,
		token: newKey(),
		card: newKey(),
		taken: false,
		removed: false,
		hidden: false,
		name: null,
		progress: null,
		received: {},
		answer: null,
	}));
	/** Of each page of a seat: when it last said a word. */
	const pages = new Map<Seat, Set<Page>>();
	/** Ms for which pages of a seat have been here, all together. */
	const stays = new Map<Seat, number>();
	const lastWord = (seat: Seat) => Math.max(...[...(pages.get(seat) ?? [])].map(({ at }) => at));

	/** Looks at all of them, so that the time says nothing of which it was. */
	const byKey = (of: "token" | "card", key: string) => all.filter((seat) => isSameKey(key, seat[of]))[0];

	function sit(token: string | null): Seated {
		const own = token === null ? undefined : byKey("token", token);
		const card = token === null ? undefined : byKey("card", token);
		const known = own?.taken ? own : card !== undefined && !card.taken ? card : undefined;
		if (known?.removed) return { ok: false, says: REMOVED };
		const seat = known ?? all.find(({ taken, removed }) => !taken && !removed) ?? abandoned();
		if (seat === undefined) return { ok: false, says: `The room is full: ${LIMITS.seats} of ${LIMITS.seats}.` };
		seat.taken = true;
		return { ok: true, seat };
	}

	/** Where every seat is taken: one that its phone has left without a word of its own, of those the one that it had for the shortest time; then one that was removed. */
	function abandoned(): Seat | undefined {
		const stayed = (seat: Seat) => stays.get(seat) ?? 0;
		const left = all.filter((seat) => !pages.has(seat) && seat.name === null && seat.answer === null && !seat.removed);
		const free = left.sort((one, other) => stayed(one) - stayed(other))[0] ?? all.find(({ removed }) => removed);
		if (free !== undefined)
			Object.assign(free, { token: newKey(), removed: false, name: null, progress: null, received: {}, answer: null });
		return free;
	}

	function presence(seat: Seat): Presence {
		if (seat.removed) return "removed";
		if (!pages.has(seat)) return "away";
		return now() - lastWord(seat) < LIMITS.seatSilentMs ? "here" : "not-answering";
	}

	return {
		all,
		get: (seat) => all[seat - 1],
		sit,
		page(seat, gaveWay) {
			const there = pages.get(seat) ?? new Set();
			if (there.size >= LIMITS.pagesPerSeat) {
				const [quietest] = [...there].sort((one, other) => one.at - other.at);
				if (quietest === undefined || now() - quietest.at < QUIET_MS) return null;
				there.delete(quietest);
				quietest.gaveWay();
			}
			const page: Page = { at: now(), gaveWay, received: {} };
			const since = now();
			pages.set(seat, there.add(page));
			return {
				heard(received) {
					const before = presence(seat);
					page.at = now();
					if (received !== undefined) {
						page.received = ofSeat(seat.seat, received);
						seat.received = most([...there].map((one) => one.received));
					}
					return received !== undefined || presence(seat) !== before;
				},
				leave() {
					stays.set(seat, (stays.get(seat) ?? 0) + now() - since);
					// One that gave way is gone already.
					if (there.delete(page) && there.size === 0) pages.delete(seat);
				},
			};
		},
		seatOfToken: (token) => {
			const own = token === null ? undefined : byKey("token", token);
			return own?.taken ? own.seat : null;
		},
		presence,
		silentIn() {
			const waits = [...pages.keys()].map((seat) => lastWord(seat) + LIMITS.seatSilentMs - now()).filter((ms) => ms > 0);
			return waits.length === 0 ? null : Math.min(...waits);
		},
		told: (seat, withName) => ({
			seat: seat.seat,
			name: withName ? seat.name : null,
			presence: presence(seat),
			hidden: seat.hidden,
			progress: seat.progress,
			received: { ...seat.received },
		}),
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
