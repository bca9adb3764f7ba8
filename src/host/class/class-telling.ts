import type { ClassFrame, ClassTold, SeatTold, You } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import { type ClassState, toldOf } from "./class-state.ts";
import type { Asker } from "./rights.ts";
import type { Seat, Seats } from "./seats.ts";

/** The line to one page of a class. */
export type ClassLine = {
	send(frame: ClassFrame): void;
	/** The page is told this sentence, and its line ends. */
	turnOut(says: string): void;
	/** Whether the page has not read what it was sent: it is told what has changed once it has. Default: it reads. */
	isFull?(): boolean;
};

type Telling = {
	readonly time: RealTime;
	readonly state: ClassState;
	readonly seats: Seats;
	readonly youOf: (asker: Asker) => You;
};

/** What pages have been told, by field and by seat, as JSON. */
type Told = { readonly fields: Readonly<Record<string, string>>; readonly places: readonly string[] };

/** Tells every page of a class what has changed, each what its role may see. */
export function openClassTelling({ time, state, seats, youOf }: Telling) {
	const lines = new Map<ClassLine, Asker>();
	/** What was told last. */
	let last: Told = { fields: {}, places: [] };
	/** Pages that came since then, each with what it was told when it came: of that, something may have changed back. */
	const came = new Map<ClassLine, Told>();
	let closed = false;
	let unset: (() => void) | null = null;
	let unsetSilence: (() => void) | null = null;

	const seen = (asker: Asker, among: readonly Seat[]): SeatTold[] =>
		among.filter((seat) => asker.role !== "seat" || isOwn(asker, seat)).map((seat) => seats.told(seat, knowsName(asker, seat)));
	const textOf = (seat: Seat) => (seat.taken ? JSON.stringify(seats.told(seat, true)) : "");

	const standing = (told: ClassTold): Told => ({
		fields: Object.fromEntries(Object.entries(told).map(([field, value]) => [field, JSON.stringify(value)])),
		places: seats.all.map(textOf),
	});

	function flush(): void {
		unset = null;
		const told = toldOf(state, seats);
		const now = standing(told);
		const since = (before: Told) => ({
			changed: Object.fromEntries(Object.entries(told).filter(([field]) => before.fields[field] !== now.fields[field])),
			moved: seats.all.filter((_, at) => (before.places[at] ?? "") !== now.places[at]),
		});
		const sinceLast = since(last);
		const behind = new Map<ClassLine, Told>();
		for (const [line, asker] of lines) {
			if (line.isFull?.() === true) {
				behind.set(line, came.get(line) ?? last);
				continue;
			}
			const before = came.get(line);
			const { changed, moved } = before === undefined ? sinceLast : since(before);
			const its = seen(asker, moved);
			if (Object.keys(changed).length > 0 || its.length > 0) line.send({ type: "class", told: changed, seats: its });
		}
		last = now;
		came.clear();
		for (const [line, told] of behind) came.set(line, told);
		if (behind.size > 0) unset ??= time.after(LIMITS.classBatchMs, flush);
	}

	function changed(): void {
		if (closed) return;
		unset ??= time.after(LIMITS.classBatchMs, flush);
		unsetSilence?.();
		const ms = seats.silentIn();
		unsetSilence = ms === null ? null : time.after(Math.ceil(ms) + 1, changed);
	}

	return {
		/** Something may have changed: within LIMITS.classBatchMs it is told. */
		changed,
		/** A page is told who it is and how the class stands, and what changes until leave(). */
		join(line: ClassLine, asker: Asker): { leave(): void } {
			lines.set(line, asker);
			const told = toldOf(state, seats);
			came.set(line, standing(told));
			const taken = seats.all.filter((seat) => seat.taken);
			line.send({ type: "class", you: youOf(asker), told, seats: seen(asker, taken) });
			return {
				leave() {
					lines.delete(line);
					came.delete(line);
				},
			};
		},
		tellYou(seat: Seat): void {
			for (const [line, asker] of lines) if (isOwn(asker, seat)) line.send({ type: "class", you: youOf(asker) });
		},
		tellHosts(): void {
			for (const [line, asker] of lines) if (asker.role === "host") line.send({ type: "class", you: youOf(asker) });
		},
		turnOut(seat: Seat, says: string): void {
			for (const [line, asker] of [...lines]) if (isOwn(asker, seat)) line.turnOut(says);
		},
		close(): void {
			closed = true;
			unset?.();
			unsetSilence?.();
			lines.clear();
			came.clear();
		},
	};
}

function isOwn(asker: Asker, seat: Seat): boolean {
	return asker.role === "seat" && asker.seat === seat.seat;
}

/** Names are shown to the host and on that seat's own phone. */
function knowsName(asker: Asker, seat: Seat): boolean {
	return (asker.role === "host" && !seat.hidden) || isOwn(asker, seat);
}
