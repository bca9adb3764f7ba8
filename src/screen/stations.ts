import type { SeatTold } from "#contract/class.ts";

const NAMES = ["Not begun", "Predict", "Run", "Compare", "Explain"] as const;

/** How many of the seats that are here have come how far in their benches. */
export function stationsOf(seats: Iterable<SeatTold>): readonly { readonly name: string; readonly count: number }[] {
	const counts = NAMES.map(() => 0);
	for (const { presence, progress } of seats) {
		const station = progress?.station ?? 0;
		if (presence === "here") counts[station] = (counts[station] ?? 0) + 1;
	}
	return NAMES.map((name, at) => ({ name, count: counts[at] ?? 0 }));
}
