import type { SeatTold } from "#contract/class.ts";
import { seatOf } from "#contract/seat-client.ts";
import { type CrowdLamp, placeOfOther } from "#crowd/place.ts";
import { highestQueue } from "#model/highest-queue.ts";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Fallen, Tally, World } from "#model/world.ts";
import { sayGivenUp } from "#story/say-given-up.ts";

/** One client of many, as a row says it. none: it has no session, because its clean one ended or it never had one. */
export type SessionRow = {
	readonly client: string;
	/** Its seat, if it is in the class; a hidden one is called by its number alone. */
	readonly seat: number | null;
	readonly hidden: boolean;
	readonly lamp: CrowdLamp;
	readonly session: "persistent" | "clean" | "none";
	/** The first filter; more: how many there are besides. */
	readonly filter: string;
	readonly more: number;
	readonly queued: number;
	/** The most that ever waited in the session that it has now: a mark ends with its session. */
	readonly highest: number;
	readonly inflight: number;
	readonly delivered: number;
	readonly dropped: number;
	/** Why the last one was dropped. */
	readonly why: string;
};

export type SessionsShown = "all" | "waiting" | "dropped" | "either";
export type SessionOrder = "queue" | "highest" | "dropped" | "client";

/** A row for every client that is known, or has a session, in the order in which they came. */
export function sessionRows(world: World, seats: ReadonlyMap<number, SeatTold>): readonly SessionRow[] {
	const sums = sumsOf(world);
	const clients = new Set([...Object.keys(world.clients), ...Object.keys(world.sessions)]);
	return [...clients].map((client) => {
		const session = world.sessions[client];
		const gone = world.gone[client];
		const { lamp, session: kind } = placeOfOther(world, client);
		const seat = seats.get(seatOf(client) ?? 0);
		const filters = Object.keys((session ?? gone)?.subscriptions ?? {});
		const sum = sums.get(client);
		return {
			client,
			seat: seat?.seat ?? null,
			hidden: seat?.hidden ?? false,
			lamp: seat === undefined ? lamp : lampOfSeat(lamp, seat),
			session: session === undefined ? "none" : kind,
			filter: seat?.hidden ? "" : (filters[0] ?? ""),
			more: Math.max(0, filters.length - 1),
			queued: session?.queue.length ?? 0,
			highest: session === undefined ? 0 : highestQueue(session),
			inflight: session?.inflight.length ?? 0,
			delivered: sum?.delivered ?? 0,
			dropped: sum?.dropped ?? 0,
			why: whyDropped((session ?? gone)?.fallen),
		};
	});
}

/** A phone that says nothing is not connected, whatever the broker still believes. */
function lampOfSeat(lamp: CrowdLamp, { presence }: SeatTold): CrowdLamp {
	return presence === "not-answering" || (lamp === "connected" && presence !== "here") ? "not-answering" : lamp;
}

function whyDropped(fallen: readonly Fallen[] | undefined): string {
	const last = fallen?.at(-1);
	return last === undefined ? "" : sayGivenUp(last);
}

type Sums = Pick<Tally, "delivered" | "dropped">;

/** What became of all messages, client by client, in one pass over the fates that are there: 200 passes would look at each of them 200 times. */
function sumsOf({ fates, forgotten }: World): ReadonlyMap<string, Sums> {
	const sums = new Map<string, { delivered: number; dropped: number }>();
	const sumOf = (client: string) => {
		const known = sums.get(client) ?? { delivered: 0, dropped: 0 };
		sums.set(client, known);
		return known;
	};
	for (const message in fates) {
		const each = fates[message];
		for (const client in each) {
			const fate = each[client]?.fate;
			if (fate === "delivered" || fate === "dropped") sumOf(client)[fate] += 1;
		}
	}
	for (const client in forgotten.bySubscriber) {
		const { delivered = 0, dropped = 0 } = forgotten.bySubscriber[client] ?? {};
		const sum = sumOf(client);
		sum.delivered += delivered;
		sum.dropped += dropped;
	}
	return sums;
}

const isWaiting = ({ queued }: SessionRow) => queued > 0;
const isDropped = ({ dropped }: SessionRow) => dropped > 0;
const SHOWN: Readonly<Record<SessionsShown, (row: SessionRow) => boolean>> = {
	all: () => true,
	waiting: isWaiting,
	dropped: isDropped,
	either: (row) => isWaiting(row) || isDropped(row),
};

/** Each client in one of three: 200 = 177 + 19 + 4. */
export type SessionSums = { readonly clients: number; readonly idle: number; readonly waiting: number; readonly onlyDropped: number };

export function sumRows(rows: readonly SessionRow[]): SessionSums {
	const waiting = rows.filter(isWaiting).length;
	const onlyDropped = rows.filter((row) => isDropped(row) && !isWaiting(row)).length;
	return { clients: rows.length, idle: rows.length - waiting - onlyDropped, waiting, onlyDropped };
}

export function countRows(rows: readonly SessionRow[]): Readonly<Record<SessionsShown, number>> {
	const count = (shown: SessionsShown) => rows.filter(SHOWN[shown]).length;
	return { all: rows.length, waiting: count("waiting"), dropped: count("dropped"), either: count("either") };
}

/** sought: a part of a client id or of a filter, or a seat. */
export function shownRows(rows: readonly SessionRow[], shown: SessionsShown, sought: string, order: SessionOrder): readonly SessionRow[] {
	const text = sought.trim().toLowerCase();
	const isSought = ({ client, filter, seat, hidden }: SessionRow) =>
		text === "" || `${hidden ? "" : client} ${filter} ${seat === null ? "" : `seat ${seat}`}`.toLowerCase().includes(text);
	return rows.filter((row) => SHOWN[shown](row) && isSought(row)).toSorted(BY[order]);
}

const byName = (one: SessionRow, other: SessionRow) => one.client.localeCompare(other.client, "en", { numeric: true });
const BY: Readonly<Record<SessionOrder, (one: SessionRow, other: SessionRow) => number>> = {
	queue: (one, other) => other.queued - one.queued || other.dropped - one.dropped || byName(one, other),
	highest: (one, other) => other.highest - one.highest || other.queued - one.queued || byName(one, other),
	dropped: (one, other) => other.dropped - one.dropped || other.queued - one.queued || byName(one, other),
	client: byName,
};

/** What a full bar stands for: the queue's limit, or, where nothing comes near that, a round number above the highest mark. */
export type BarScale = { readonly top: number; readonly limit: number | null };

export function barScale(rows: readonly SessionRow[], { settings }: Pick<World, "settings">): BarScale {
	const { limit } = queueNumbers(settings, { connection: null, queue: [], inflight: [] });
	const most = rows.reduce((high, row) => Math.max(high, row.highest, row.queued), 0);
	if (limit !== null && limit <= 4 * most) return { top: Math.max(limit, most), limit };
	return { top: roundUp(Math.max(most, 8)), limit };
}

/** 10, 20, 50, 100, ... */
function roundUp(count: number): number {
	const power = 10 ** Math.floor(Math.log10(count));
	return [1, 2, 5, 10].map((times) => times * power).find((round) => round >= count) ?? count;
}

/** What a client is called in the table. */
export function rowName({ client, seat, hidden }: Pick<SessionRow, "client" | "seat" | "hidden">): string {
	return hidden && seat !== null ? `seat ${seat}` : client;
}
