import type { CrowdPlace } from "#crowd/place.ts";

/** One column of the skyline: heights are shares of the highest queue of all. */
type SkyColumn = {
	readonly client: string;
	readonly waits: number;
	/** The most that ever waited while this page has watched. */
	readonly highest: number;
	readonly dropped: boolean;
	readonly persistent: boolean;
};

/** most: what the full height stands for. */
export type Skyline = { readonly columns: readonly SkyColumn[]; readonly most: number };

/** No skyline is scaled up to fewer than this many messages: two that wait are not a tower. */
const LEAST_SCALE = 10;

export function skylineOf(places: readonly CrowdPlace[], highest: ReadonlyMap<string, number>): Skyline {
	const most = places.reduce((high, { client, queued }) => Math.max(high, queued, highest.get(client) ?? 0), LEAST_SCALE);
	const columns = places.map(({ client, queued, dropped, session }) => ({
		...{ client, dropped: dropped > 0, persistent: session === "persistent" },
		waits: queued / most,
		highest: Math.max(queued, highest.get(client) ?? 0) / most,
	}));
	return { columns, most };
}

/** The highest queue of each client after these have been seen too. The same map where none is higher. */
export function raised(highest: ReadonlyMap<string, number>, places: readonly CrowdPlace[]): ReadonlyMap<string, number> {
	const higher = places.filter(({ client, queued }) => queued > (highest.get(client) ?? 0));
	if (higher.length === 0) return highest;
	return new Map([...highest, ...higher.map(({ client, queued }) => [client, queued] as const)]);
}

/** All clients in three groups that do not overlap: they sum to all. */
export function sumOf(places: readonly CrowdPlace[]): readonly (readonly [count: number, word: string])[] {
	const waiting = places.filter(({ queued }) => queued > 0).length;
	const dropped = places.filter(({ queued, dropped }) => queued === 0 && dropped > 0).length;
	return [
		[places.length, "clients"],
		[places.length - waiting - dropped, "nothing waits"],
		[waiting, "waiting"],
		[dropped, "only dropped"],
	];
}

/** Those with the most waiting, longest queue first; then those for which most was dropped. */
export function longest(places: readonly CrowdPlace[], most: number): readonly CrowdPlace[] {
	return places
		.filter(({ queued, dropped }) => queued > 0 || dropped > 0)
		.sort((one, other) => other.queued - one.queued || other.dropped - one.dropped)
		.slice(0, most);
}
