import type { Connection } from "./world.ts";

type Accepted = { readonly connection: string; readonly accepted: Pick<NonNullable<Connection["accepted"]>, "since"> };

/** Of these connections of one client, the one whose CONNACK came first: the client goes on with it where a newer connection ends. */
export function firstAccepted<One extends Accepted>(all: Iterable<One>): One | null {
	let first: One | null = null;
	for (const one of all) if (first === null || isBefore(one, first)) first = one;
	return first;
}

function isBefore(one: Accepted, other: Accepted): boolean {
	const [since, first] = [one.accepted.since, other.accepted.since];
	return since < first || (since === first && one.connection < other.connection);
}
