/** The broker does not do what the statement says. The sentence tells what was seen, without numbers that change from run to run. */
export class Departure extends Error {}

/** This broker gives no occasion to see the statement kept. The sentence says why. */
export class NotShown extends Error {}

export function insist(holds: boolean, seen: string): asserts holds {
	if (!holds) throw new Departure(seen);
}
