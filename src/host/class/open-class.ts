import type { You } from "#contract/class.ts";
import type { ClassCommand, HelloFrame } from "#contract/class-command.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import { firstState } from "./class-state.ts";
import { type ClassLine, openClassTelling } from "./class-telling.ts";
import { isSameKey, newKey as randomKey } from "./key.ts";
import { type Obeying, obey } from "./obey.ts";
import { type Asker, classRefusalOf } from "./rights.ts";
import type { SeatPage } from "./seat-pages.ts";
import { openSeats, type Seat } from "./seats.ts";
import { openShares } from "./shares.ts";

/** One page of a class, until leave(). */
export type ClassPage = {
	readonly asker: Asker;
	/** Whether it is let in however many watch: the page shows the host's key. */
	readonly isAlwaysIn: boolean;
	/** The page said a word, and perhaps what its clients have received, by client id. */
	heard(received?: Readonly<Record<string, number>>): void;
	leave(): void;
};

export type ClassOptions = {
	readonly time: RealTime;
	/** What the host's page shows. */
	readonly hostKey: string;
	/** Another key each time; default: a random one. */
	readonly newKey?: (() => string) | undefined;
	/** Where phones find this host, as http://address:port; the first is shown until the host chooses another. */
	readonly addresses: readonly string[];
	readonly cut: Obeying["cut"];
	/** Messages that have set out to the clients of this seat: a page that says that they have received more is not believed. */
	readonly sentTo: (seat: number) => number;
	/** A seat begins anew for another phone: its connections, its sessions and what was told of them are not that phone's. by: who says so; null: nobody. */
	readonly begunAnew: (seat: number, by: Asker | null) => void;
};

/** A class that a trainer leads: its seats, its stage, its question, and the pages that are told of them. */
export type Class = {
	/** A page says what it wants to be, and is told what it is and how the class stands. from: its address, null: not known. A text: why it is not let in. */
	hello(frame: HelloFrame, line: ClassLine, from?: string | null): ClassPage | string;
	/** Null: this asker still is what it was let in as. Otherwise why not: what a page has sent before it was turned out comes late. */
	noLonger(asker: Asker): string | null;
	/** Null: it is done. Otherwise why not, in one sentence. */
	command(asker: Asker, command: ClassCommand): string | null;
	/** The room has been cleared: nothing that clients had received counts any longer. */
	cleared(): void;
	readonly frozen: boolean;
	isRemoved(seat: number): boolean;
	/** How often this seat has begun anew. */
	lifeOf(seat: number): number;
	/** The seat of this token; null: it is nobody's. */
	seatOfToken(token: string | null): number | null;
	/** Whose page was given this ticket; null: nobody's that is here. */
	holder(ticket: string): Asker | null;
	close(): void;
};

type Admission = { readonly isAlwaysIn?: boolean; readonly seatPage?: SeatPage | null; readonly left?: () => void };
const TOO_MANY_SCREENS = `No more than ${LIMITS.screensPerAddress} screens from one address here.`;

export function openClass({ time, hostKey, newKey = randomKey, addresses, cut, sentTo, begunAnew }: ClassOptions): Class {
	const state = firstState(addresses);
	const seats = openSeats({
		now: time.now,
		newKey,
		begunAnew(seat, by) {
			endTickets(seat);
			begunAnew(seat.seat, by);
		},
	});
	const holders = new Map<string, Asker>();
	const tickets = new Map<Asker, string>();
	const screens = openShares(LIMITS.screensPerAddress);
	const youOf = (asker: Asker): You => {
		const ticket = tickets.get(asker) ?? "";
		if (asker.role === "host") return { role: "host", ticket, cards: seats.all.map(({ card }) => card) };
		const seat = asker.role === "seat" ? seats.get(asker.seat) : undefined;
		if (seat === undefined) return { role: "screen" };
		return { role: "seat", seat: seat.seat, token: seat.token, ticket, answer: seat.answer };
	};
	const telling = openClassTelling({ time, state, seats, youOf });
	/** At once, not when its pages notice. */
	const endTickets = ({ seat }: Seat) => {
		for (const [ticket, holder] of holders) if (holder.role === "seat" && holder.seat === seat) holders.delete(ticket);
	};
	const turnOut = (seat: Seat, says: string) => {
		endTickets(seat);
		telling.turnOut(seat, says);
	};
	const noLonger = (asker: Asker) =>
		asker.role === "seat" && !holders.has(tickets.get(asker) ?? "") ? "This phone no longer has a seat." : null;
	const obeying = { state, seats, cut, tellYou: telling.tellYou, tellHosts: telling.tellHosts, turnOut };

	function admit(asker: Asker, line: ClassLine, { isAlwaysIn = false, seatPage = null, left = () => {} }: Admission = {}): ClassPage {
		const ticket = newKey();
		if (asker.role !== "screen") holders.set(ticket, asker);
		tickets.set(asker, ticket);
		const joined = telling.join(line, asker);
		telling.changed();
		return {
			asker,
			isAlwaysIn,
			heard(received) {
				if (seatPage === null || asker.role !== "seat") return;
				const seat = seats.get(asker.seat) as Seat;
				const before = seats.presence(seat);
				const all = seatPage.heard(received);
				if (all !== null) seat.received = atMost(sentTo(seat.seat), all);
				if (all !== null || seats.presence(seat) !== before) telling.changed();
			},
			leave() {
				joined.leave();
				holders.delete(ticket);
				tickets.delete(asker);
				if (state.runner === asker) state.runner = null;
				seatPage?.leave();
				left();
				telling.changed();
			},
		};
	}

	return {
		hello({ hello: wish }, line, from = null) {
			if (wish.role === "screen") {
				if (wish.key !== undefined && isSameKey(hostKey, wish.key)) return admit({ role: "screen" }, line, { isAlwaysIn: true });
				const left = screens.take(from);
				return left === null ? TOO_MANY_SCREENS : admit({ role: "screen" }, line, { left });
			}
			if (wish.role === "host") {
				if (isSameKey(hostKey, wish.key)) return admit({ role: "host" }, line, { isAlwaysIn: true });
				return "This is not the key of this room. The host’s link stands in the terminal.";
			}
			const seated = seats.sit({ token: wish.token, from, mayJoin: state.joining });
			if (!seated.ok) return seated.says;
			const { seat } = seated;
			const page = seats.page(seat, line.turnOut);
			if (page === null) return `Seat ${seat.seat} is open in ${LIMITS.pagesPerSeat} pages. Close one of them first.`;
			return admit({ role: "seat", seat: seat.seat }, line, { seatPage: page });
		},
		command(asker, command) {
			const refused = noLonger(asker) ?? classRefusalOf(asker, command, state.frozen) ?? obey(obeying, asker, command);
			if (refused === null) telling.changed();
			return refused;
		},
		noLonger,
		cleared() {
			for (const seat of seats.all) seat.received = {};
			telling.changed();
		},
		get frozen() {
			return state.frozen;
		},
		isRemoved: (seat) => seats.get(seat)?.removed === true,
		lifeOf: (seat) => seats.get(seat)?.life ?? 0,
		seatOfToken: seats.seatOfToken,
		holder: (ticket) => holders.get(ticket) ?? null,
		close: telling.close,
	};
}

function atMost(most: number, counts: Readonly<Record<string, number>>): Record<string, number> {
	return Object.fromEntries(Object.entries(counts).map(([clientId, count]) => [clientId, Math.min(count, most)]));
}
