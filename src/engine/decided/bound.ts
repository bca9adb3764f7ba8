import type { Fact } from "#contract/event.ts";

/** A bound of a room that is told when it is reached, and then not again until it is over. */
export type Bound = {
	reached(says: string, connection?: string | null): void;
	/** How much is held now: the bound is over once a sixteenth of it is free, so that what comes and goes at the bound is not told each time. */
	holds(amount: number): void;
};

export function openBound(limit: string, most: number, tell: (fact: Fact) => void): Bound {
	let told = false;
	return {
		reached(says, connection = null) {
			if (!told) tell({ type: "limit.reached", limit, says, connection });
			told = true;
		},
		holds(amount) {
			if (amount <= most - most / 16) told = false;
		},
	};
}
