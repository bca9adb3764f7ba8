import { type CrowdPlace, LAMP_WORDS } from "#crowd/place.ts";
import type { Client, Fallen, GoneSession, Session, World } from "#model/world.ts";
import type { WireKind } from "./wire-kind.ts";
import { wireKind } from "./wire-kind.ts";

/** One client in full, with its wire and what the broker keeps for it. */
export type WatchedClient = {
	readonly id: string;
	/** "sub-1", "seat 7" */
	readonly name: string;
	readonly side: "left" | "right";
	readonly place: CrowdPlace;
	readonly word: string;
	readonly client: Client | null;
	readonly wire: WireKind;
	readonly session: Session | null;
	/** What is left of a session that has ended: what fell through it. Null while there is a session. */
	readonly gone: GoneSession | null;
	/** What is given up for the client, the newest last. */
	readonly fallen: readonly Fallen[];
	readonly hidden: boolean;
};

/** Clients of a full stage, on each side of the broker. */
const PER_SIDE = 2;

export function watchedOf(world: World, places: readonly CrowdPlace[]): readonly WatchedClient[] {
	const all = places.map((place): WatchedClient => {
		const { client: id, seat, lamp, hidden } = place;
		const client = world.clients[id] ?? null;
		const session = world.sessions[id] ?? null;
		const gone = session === null ? (world.gone[id] ?? null) : null;
		return {
			...{ id, place, client, session, gone, hidden },
			name: seat === null ? id : `seat ${seat}`,
			side: isSubscriber(client, session ?? gone) ? "right" : "left",
			word: wordOf(client, LAMP_WORDS[lamp]),
			wire: wireKind(world, id),
			fallen: (session ?? gone)?.fallen ?? [],
		};
	});
	return balanced(all);
}

function isSubscriber(client: Client | null, session: Pick<Session, "subscriptions"> | null): boolean {
	return client?.subscribes === true || Object.keys(session?.subscriptions ?? {}).length > 0;
}

function wordOf(client: Client | null, lamp: string): string {
	const phase = client?.phase;
	const word =
		phase?.phase === "connecting" ? "connecting" : phase?.phase === "offline" && phase.reason === "takeover" ? "taken over" : lamp;
	return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Publishers left, subscribers right. What one side has too many of goes to the other, so that all stay in the order in which they came: left, then right. */
function balanced(all: readonly WatchedClient[]): readonly WatchedClient[] {
	const left = all.filter(({ side }) => side === "left");
	const right = all.filter(({ side }) => side === "right");
	while (left.length > PER_SIDE && right.length < PER_SIDE) right.unshift({ ...(left.pop() as WatchedClient), side: "right" });
	while (right.length > PER_SIDE && left.length < PER_SIDE) left.push({ ...(right.shift() as WatchedClient), side: "left" });
	return [...left.slice(0, PER_SIDE), ...right.slice(0, PER_SIDE)];
}
