import type { CrowdPlace } from "#crowd/place.ts";
import { highestQueue } from "#model/highest-queue.ts";
import type { Session } from "#model/world.ts";

/** One column of the skyline: heights are shares of the highest queue of all. */
type SkyColumn = {
	readonly client: string;
	readonly waits: number;
	/** The most that ever waited in the session that the client has now. */
	readonly highest: number;
	readonly dropped: boolean;
	readonly persistent: boolean;
};

/** most: what the full height stands for. */
export type Skyline = { readonly columns: readonly SkyColumn[]; readonly most: number };

/** No skyline is scaled up to fewer than this many messages: two that wait are not a tower. */
const LEAST_SCALE = 10;

export function skylineOf(places: readonly CrowdPlace[], sessions: Readonly<Record<string, Pick<Session, "queue" | "highest">>>): Skyline {
	const marks = places.map(({ client }) => {
		const session = sessions[client];
		return session === undefined ? 0 : highestQueue(session);
	});
	const most = marks.reduce((high, mark) => Math.max(high, mark), LEAST_SCALE);
	const columns = places.map(({ client, queued, dropped, session }, at) => ({
		...{ client, dropped: dropped > 0, persistent: session === "persistent" },
		waits: queued / most,
		highest: (marks[at] ?? 0) / most,
	}));
	return { columns, most };
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
