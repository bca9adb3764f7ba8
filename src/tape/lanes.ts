import { countWhile } from "#model/count-while.ts";
import type { TapeSession, TapeStep, Traffic } from "#traffic/traffic.ts";

/** Who stands above the broker, and who below it; on a phone, at its left and its right. */
export type Order = { readonly above: readonly string[]; readonly below: readonly string[] };

/**
 * This page's own clients on the sides they have on the stage, then every other client: below as soon as it has subscribed. everyOwn: those that
 * were never connected have a lane too.
 */
export function orderOf(own: Order, { connections, sessions }: Traffic, everyOwn: boolean): Order {
	const seen = new Set([...connections.values()].map(({ clientId }) => clientId));
	const isThere = (clientId: string) => everyOwn || seen.has(clientId) || sessions.has(clientId);
	const [above, below] = [own.above.filter(isThere), own.below.filter(isThere)];
	const known = new Set([...above, ...below]);
	const place = (clientId: string) => {
		if (known.has(clientId)) return;
		known.add(clientId);
		(sessions.get(clientId)?.some(({ subscribed }) => subscribed !== null) ? below : above).push(clientId);
	};
	for (const [name, { clientId }] of connections) place(clientId ?? unnamed(name));
	for (const clientId of sessions.keys()) place(clientId);
	return { above, below };
}

/** The lane of a connection on which no CONNECT was seen. */
export const unnamed = (connection: string) => `(${connection})`;

/** outward: away from the broker. */
export type TapeLane = { readonly clientId: string; readonly across: number; readonly outward: -1 | 1 };
/** inner: where it touches the broker lane, or the band before it. */
export type Band = {
	readonly clientId: string;
	readonly outward: -1 | 1;
	readonly inner: number;
	readonly thick: number;
	readonly row: number;
	readonly most: number;
};
export type Lanes = {
	readonly all: readonly TapeLane[];
	readonly of: ReadonlyMap<string, TapeLane>;
	readonly bands: ReadonlyMap<string, Band>;
	readonly broker: number;
	/** Where the axis is; on a phone, the edge of the paper. */
	readonly axis: number;
	/** The whole of the paper, of which there may be less in sight. */
	readonly extent: number;
	/** Words only for what is selected. */
	readonly small: boolean;
	readonly tall: boolean;
};

const APART = 58;
const AXIS = 21;
/** On a phone: px from the left edge to the first lane, behind the times, and between the last lane and the right edge. */
const DOWN = { first: 94, last: 34, broker: 0.44 } as const;

type Ask = {
	readonly order: Order;
	readonly sessions: Traffic["sessions"];
	readonly room: number;
	readonly down: boolean;
	readonly scroll: number;
};

/** Where the lanes are. room: px across time; scroll: how far the paper is scrolled, while the broker stays in sight. */
export function lanesOf({ order, sessions, room, down, scroll }: Ask): Lanes {
	const tall = !down && room > 300;
	const small = !down && room < 230;
	const first = down ? DOWN.first : tall ? 52 : small ? 30 : 40;
	const last = down ? DOWN.last : AXIS + (small ? 18 : 24);
	const bands = { above: bandsOf(order.above, sessions, small), below: bandsOf(order.below, sessions, small) };
	const stacked = (rest: readonly Thick[]) => rest.slice(1).reduce((sum, { thick, most }) => sum + thick + most, 0);
	const more = [stacked(bands.above), stacked(bands.below)] as const;
	const above = APART * Math.max(0, order.above.length - 1);
	const below = APART * Math.max(0, order.below.length - 1);
	const least = above + below + more[0] + more[1] + first + last + (small ? 96 : 150);
	const extent = above + below + more[0] + more[1] === 0 ? room : Math.max(room, least);
	const [from, to] = [first + above + more[0], extent - last - below - more[1]];
	const natural = Math.round(from + (to - from) * (down ? DOWN.broker : tall ? 0.42 : 0.415));
	const shift = Math.max(0, Math.min(scroll, extent - room));
	const broker = Math.max(first + 8, Math.min(natural - shift, room - last - 40));
	const axis = down ? room : room - AXIS;
	const all = [
		...order.above.map((clientId, index) => ({ clientId, across: first + APART * index - shift, outward: -1 }) as const),
		...order.below.map((clientId, index) => ({ clientId, across: extent - last - below + APART * index - shift, outward: 1 }) as const),
	];
	return {
		...{ all, broker, axis, extent, small, tall },
		of: new Map(all.map((lane) => [lane.clientId, lane])),
		bands: new Map([...stack(bands.above, broker, -1), ...stack(bands.below, broker, 1)].map((band) => [band.clientId, band])),
	};
}

type Thick = Pick<Band, "clientId" | "thick" | "row" | "most">;

/** Where nothing can wait, a band is thin; of many bands, each takes less room. */
function bandsOf(clients: readonly string[], sessions: Traffic["sessions"], small: boolean): readonly Thick[] {
	const those = clients.filter((clientId) => sessions.has(clientId));
	return those.map((clientId) => {
		const waits = sessions.get(clientId)?.some(({ subscribed }) => subscribed !== null) === true;
		if (!waits) return { clientId, thick: 6, row: 0, most: 0 };
		if (those.length > 10) return { clientId, thick: 4, row: 1, most: 3 };
		if (those.length > 4) return { clientId, thick: 8, row: 3, most: 9 };
		if (those.length > 1 || small) return { clientId, thick: 16, row: 6, most: small ? 18 : 24 };
		return { clientId, thick: 16, row: 11, most: 44 };
	});
}

function stack(bands: readonly Thick[], broker: number, outward: -1 | 1): readonly Band[] {
	let inner = broker + outward * 2.5;
	return bands.map((band) => {
		const own = { ...band, outward, inner };
		inner += outward * (band.thick + (bands.length > 1 ? band.most : 0));
		return own;
	});
}

/** Where a client's packets meet the broker at that time: at the outer edge of what waits in its session. */
export function brokerEdge(lanes: Lanes, lane: TapeLane, sessions: Traffic["sessions"], at: number): number {
	const band = lanes.bands.get(lane.clientId);
	if (band === undefined) return lanes.broker + lane.outward * 2.5;
	const session = sessionAt(sessions.get(lane.clientId), at);
	return band.inner + band.outward * (band.thick + rowsThick(band, stepAt(session?.steps ?? [], at)));
}

export function rowsThick({ row, most }: Band, step: TapeStep | null): number {
	return step === null ? 0 : Math.min(most, row * rowsHigh(step));
}

/** Rows that are told one by one keep their places: the highest place counts. */
function rowsHigh({ rows, waits, sent }: TapeStep): number {
	return rows.length === 0 ? waits + sent : Math.max(...rows.map(({ slot }) => slot + 1));
}

function sessionAt(all: readonly TapeSession[] | undefined, at: number): TapeSession | null {
	return all?.[sessionsUpTo(all, at) - 1] ?? null;
}

/** Of the sessions of one client, of which each begins after the one before is over: those that were there at some time between these two. */
export function sessionsBetween(all: readonly TapeSession[], from: number, to: number): readonly TapeSession[] {
	return all.slice(Math.max(0, sessionsUpTo(all, from) - 1), sessionsUpTo(all, to));
}

function sessionsUpTo(all: readonly TapeSession[], at: number): number {
	return countWhile(all.length, (index) => (all[index]?.created.at ?? 0) <= at);
}

/** The last step at that time; null: nothing has happened yet. */
function stepAt(steps: readonly TapeStep[], at: number): TapeStep | null {
	return steps[indexAfter(steps, at) - 1] ?? null;
}

/** How many of them are not later than this. */
export function indexAfter(steps: readonly { readonly at: number }[], at: number): number {
	return countWhile(steps.length, (index) => (steps[index]?.at ?? 0) <= at);
}
