import type { BenchProgress, Presence, SeatTold } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import { isSameKey } from "./key.ts";
import type { Asker } from "./rights.ts";
import { openSeatPages, type SeatPage, type SeatPages } from "./seat-pages.ts";

/** A seat as it would be saved. */
export type Seat = {
	readonly seat: number;
	/** What a phone shows to have this seat again; another one for each phone that is given the seat. */
	token: string;
	/** What the paper card of this seat shows; whoever comes with it has this seat as long as it is free. Another one once a removed phone has lost the seat. */
	card: string;
	taken: boolean;
	removed: boolean;
	/** How often the seat has begun anew for another phone. */
	life: number;
	/** Stays with the number: what was hidden is not shown because another phone has it now. */
	hidden: boolean;
	name: string | null;
	progress: BenchProgress | null;
	/** By client id. */
	received: Record<string, number>;
	/** The answer to the question of now. */
	answer: number | null;
};

type Seated = { readonly ok: true; readonly seat: Seat } | { readonly ok: false; readonly says: string };

/** Who has which place, and when its pages last said a word. */
export type Seats = {
	readonly all: readonly Seat[];
	get(seat: number): Seat | undefined;
	/** A page asks for the seat that its phone had, or for a free one. */
	sit(wish: SeatWish): Seated;
	/** Takes the seat from its phone: it begins anew, and the next phone may have it. by: who says so; null: another phone needs it. */
	free(seat: Seat, by: Asker | null): void;
	/** Phones that were removed and whose seats were freed then: how many are kept out. */
	readonly outcasts: number;
	/** From now on those are like any other phone that is new. */
	pardon(): void;
	/** The seat that is taken with this token; null: none is. */
	seatOfToken(token: string | null): number | null;
	/** See SeatPages. */
	page(seat: Seat, turnOut: (says: string) => void): SeatPage | null;
	presence(seat: Seat): Presence;
	/** Ms until the next seat falls silent if nobody says a word; null: none is here. */
	silentIn(): number | null;
	told(seat: Seat, withName: boolean): SeatTold;
};

type SeatsOptions = {
	/** Monotonic, in ms. */
	readonly now: () => number;
	/** Another one each time. */
	readonly newKey: () => string;
	/** This seat begins anew: nothing of its phone before may reach the next one. by: as of free(). */
	readonly begunAnew: (seat: Seat, by: Asker | null) => void;
};
/** What asks for a seat. */
type SeatWish = {
	/** Of the seat that this phone had, or of its paper card; null: it has had none. */
	readonly token: string | null;
	/** Where it comes from; null: it is not known. */
	readonly from: string | null;
	/** Whether phones that have neither a seat nor the paper card of one are given one. */
	readonly mayJoin: boolean;
};

/** An address that has so many seats gives one of them where the class is full. One person has one phone, but a class may come by one address. */
const MANY = 20;

const FULL = `The room is full: ${LIMITS.seats} of ${LIMITS.seats}.`;
const NO_NEW_PHONES = "The trainer is not letting any more phones in. Ask at the front.";
const GIVEN_AWAY = "The trainer has removed this phone and given its seat to the next one. Ask at the front to come back.";
export const REMOVED = "The trainer has removed this phone. Ask at the front to come back.";

function freeSeat(seat: number, newKey: () => string): Seat {
	return {
		seat,
		token: newKey(),
		card: newKey(),
		taken: false,
		removed: false,
		life: 0,
		hidden: false,
		name: null,
		progress: null,
		received: {},
		answer: null,
	};
}

/** Nobody has done anything with it, and nobody has to look at it first. */
function isSilent({ name, answer, removed, hidden }: Seat): boolean {
	return name === null && answer === null && !removed && !hidden;
}

export function openSeats({ now, newKey, begunAnew }: SeatsOptions): Seats {
	const all = Array.from({ length: LIMITS.seats }, (_, at) => freeSeat(at + 1, newKey));
	const pages = new Map<Seat, SeatPages>();
	/** By seat: the address of the phone that took it. Whoever took theirs last stands last. */
	const takenFrom = new Map<Seat, string | null>();
	/** Of phones that were removed and whose seats were freed then: they stay out, the latest so many of them. */
	const outcast: string[] = [];
	const pagesOf = (seat: Seat): SeatPages => {
		const its = pages.get(seat) ?? openSeatPages(seat.seat, now);
		pages.set(seat, its);
		return its;
	};

	/** Looks at all of them, so that the time says nothing of which it was. */
	const byKey = (of: "token" | "card", key: string) => all.filter((seat) => isSameKey(key, seat[of]))[0];

	function sit({ token, from, mayJoin }: SeatWish): Seated {
		if (token !== null && outcast.some((gone) => isSameKey(token, gone))) return { ok: false, says: GIVEN_AWAY };
		const own = token === null ? undefined : byKey("token", token);
		const card = token === null ? undefined : byKey("card", token);
		const known = own?.taken ? own : card !== undefined && !card.taken ? card : undefined;
		if (known?.removed) return { ok: false, says: REMOVED };
		if (known === undefined && !mayJoin) return { ok: false, says: NO_NEW_PHONES };
		const seat = known ?? all.find(({ taken }) => !taken) ?? abandoned() ?? ofCrowd(from);
		if (seat === undefined) return { ok: false, says: FULL };
		if (!seat.taken) takenFrom.set(seat, from);
		seat.taken = true;
		return { ok: true, seat };
	}

	/**
	 * Where every seat is taken: one that its phone left long ago and without a word of its own; of those, the one that it had for the shortest time. A
	 * seat that was removed is nobody's but by the host's word, and one that is hidden is looked at first.
	 */
	function abandoned(): Seat | undefined {
		const longAgo = (seat: Seat) => now() - (pagesOf(seat).leftAt ?? now()) >= LIMITS.seatKeptMs;
		const left = all.filter((seat) => longAgo(seat) && isSilent(seat));
		return freed(left.sort((one, other) => pagesOf(one).stayed - pagesOf(other).stayed)[0]);
	}
	/**
	 * Where every seat is taken, and one address has taken most of them, for an address that has none: the one that it took last of those with which
	 * nobody has done anything, and of these one whose phone does not answer, if there is one.
	 */
	function ofCrowd(from: string | null): Seat | undefined {
		const count = new Map<string | null, number>();
		for (const address of takenFrom.values()) count.set(address, (count.get(address) ?? 0) + 1);
		const [[crowd, most] = [null, 0]] = [...count].sort(([, one], [, other]) => other - one);
		if (most < MANY || count.has(from)) return undefined;
		const silent = [...takenFrom].filter(([seat, address]) => address === crowd && isSilent(seat)).map(([seat]) => seat);
		return freed(silent.findLast((seat) => presence(seat) !== "here") ?? silent.at(-1));
	}
	function freed(seat: Seat | undefined): Seat | undefined {
		if (seat !== undefined) free(seat, null);
		return seat;
	}

	function free(seat: Seat, by: Asker | null): void {
		if (seat.removed) {
			outcast.unshift(seat.token);
			seat.card = newKey();
		}
		outcast.splice(LIMITS.seats);
		Object.assign(seat, { token: newKey(), taken: false, removed: false, name: null, progress: null, received: {}, answer: null });
		seat.life += 1;
		takenFrom.delete(seat);
		const before = pages.get(seat);
		pages.delete(seat);
		before?.turnOut(FULL);
		begunAnew(seat, by);
	}

	function presence(seat: Seat): Presence {
		if (!seat.taken) return "free";
		if (seat.removed) return "removed";
		const its = pages.get(seat);
		if (its === undefined || its.size === 0) return "away";
		return now() - its.lastWord < LIMITS.seatSilentMs ? "here" : "not-answering";
	}

	return {
		all,
		get: (seat) => all[seat - 1],
		sit,
		free,
		get outcasts() {
			return outcast.length;
		},
		pardon: () => void outcast.splice(0),
		page: (seat, turnOut) => pagesOf(seat).open(turnOut),
		seatOfToken: (token) => {
			const own = token === null ? undefined : byKey("token", token);
			return own?.taken ? own.seat : null;
		},
		presence,
		silentIn() {
			const waits = [...pages.values()]
				.filter(({ size }) => size > 0)
				.map(({ lastWord }) => lastWord + LIMITS.seatSilentMs - now())
				.filter((ms) => ms > 0);
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
