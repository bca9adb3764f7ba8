import type { SeatTold } from "#contract/class.ts";

export type PeopleShown = "all" | "here" | "away";

/** The seats of a class as a trainer goes through them. Whoever is away comes first: these need somebody. */
export type People = {
	/** Whoever has been removed is counted nowhere, as the strip counts; the row stays. */
	readonly counts: Readonly<Record<PeopleShown, number>>;
	readonly away: readonly SeatTold[];
	readonly here: readonly SeatTold[];
};

/**
 * sought: a number, or a part of a name. stays: those that were just removed while they were here; their row, which undoes that, stays where
 * the press was.
 */
export function peopleOf(
	seats: Iterable<SeatTold>,
	shown: PeopleShown,
	sought: string,
	stays: (seat: number) => boolean = () => false,
): People {
	const all = [...seats].sort((one, other) => one.seat - other.seat);
	const standsHere = (one: SeatTold) => isHere(one) || (one.presence === "removed" && stays(one.seat));
	const here = all.filter(isHere).length;
	const taken = all.filter(({ presence }) => presence !== "removed").length;
	const found = (some: readonly SeatTold[]) => some.filter((seat) => isSought(seat, sought));
	return {
		counts: { all: taken, here, away: taken - here },
		away: shown === "here" ? [] : found(all.filter((one) => !standsHere(one))),
		here: shown === "away" ? [] : found(all.filter(standsHere)),
	};
}

function isHere({ presence }: SeatTold): boolean {
	return presence === "here";
}

function isSought({ seat, name }: SeatTold, sought: string): boolean {
	const text = sought.trim().toLowerCase();
	if (text === "") return true;
	const number = /^(?:s(?:eat)? *)?0*(\d+)$/.exec(text)?.[1];
	return number === undefined ? (name ?? "").toLowerCase().includes(text) : seat === Number(number);
}

/** How a seat is called where only its trainer reads it. */
export function seatName({ seat, name, hidden }: SeatTold): { readonly says: string; readonly quiet: boolean } {
	if (hidden) return { says: `hidden: “seat ${seat}”`, quiet: true };
	return name === null ? { says: "no name", quiet: true } : { says: name, quiet: false };
}

/** The four steps of a lesson at a bench: done, the one of now, and to come. */
export function benchSteps({ progress }: Pick<SeatTold, "progress">): {
	readonly steps: readonly ("done" | "now" | "todo")[];
	readonly says: string;
} {
	const station = progress?.station ?? 0;
	const steps = [1, 2, 3, 4].map((step) => (step < station || station === 4 ? "done" : step === station ? "now" : "todo"));
	return { steps: steps as readonly ("done" | "now" | "todo")[], says: progress?.says ?? "not begun" };
}
