import { type Filters, openFilters } from "./filters.ts";
import { type Heap, openHeap } from "./heap.ts";
import { openPlaces, type Places } from "./places.ts";
import type { Client, Connection, DecidedFate, GoneSession, Message, PacketUnderWay, Session, World } from "./world.ts";

/**
 * What can be read off a world, kept at hand so that no event has to walk the world for it. It belongs to one world and moves on with that
 * world: see fold(). It decides nothing: without it, the same would come out, at the price of the walk.
 */
export type WorldIndex = {
	readonly filters: Filters;
	/** Those of earlier sessions, of clients whose last session had none of its own or goes on: see formerly in the world. */
	readonly formerly: Filters;
	/** The remembered messages, in order of publishing. */
	readonly messages: Map<string, Remembered>;
	/** How many messages were ever remembered: the place of the next one. */
	place: number;
	/** Messages that were settled when they came here, in order of publishing. */
	readonly settled: Heap<Remembered>;
	/** How many fates are remembered. */
	fates: number;
	/** By message: how many copies of it clients keep until it is acknowledged. */
	readonly copies: Map<string, number>;
	/** By message: how many PUBLISHes of it are on a wire towards the broker. */
	readonly goingUp: Map<string, number>;
	/** By connection and message, see isOnItsWayDown(): how many PUBLISHes of it are on that wire towards the client. */
	readonly goingDown: Map<string, number>;
	/** By subscriber: the messages whose fate is "unseen". */
	readonly unseen: Groups;
	/** By client id: the open connections on which a CONNECT has been seen. */
	readonly connections: Groups;
	/** By connection. */
	readonly packets: Groups;
	/** Changes of the delay that the packets under way have not been told of: see delays.ts. Empty, except within a fold. */
	readonly delays: { readonly at: number; readonly delayMs: number }[];
	/** How many there are. */
	clients: number;
	gone: number;
	/** Clients that went offline, longest ago first. */
	readonly offline: Heap<Left>;
	/** Ended sessions, in the order in which they are forgotten. */
	readonly ended: Heap<Ended>;
	/** By client id, by connection and by session; each is made when it is first needed. */
	readonly halves: Map<string, Half>;
	readonly early: Map<string, Places<number>>;
	readonly lists: Map<string, Lists>;
};

/** Where the entries of a client's lists stand, by packet id. */
type Half = { readonly outgoing: Places<number>; readonly incoming: Places<number> };
/** Where the entries of a session's lists stand, by delivery; those of `incoming` by packet id. */
type Lists = {
	readonly queue: Places<string>;
	readonly inflight: Places<string>;
	readonly incoming: Places<number>;
	/** By packet id: the delivery in flight. */
	readonly ids: Map<number, string>;
	/** By message: how many deliveries of it the session holds, in `queue` and `inflight` together. */
	readonly held: Map<string, number>;
};

/** place: rises in order of publishing. open: how many of its fates are not final. listed: whether the message is among the settled ones. */
export type Remembered = { readonly message: string; readonly place: number; open: number; listed: boolean };
export type Left = { readonly clientId: string; readonly since: number };
export type Ended = { readonly session: string; readonly at: number; readonly silent: boolean };

export type Groups = Map<string, Set<string>>;

export function join(groups: Groups, group: string, member: string): void {
	const members = groups.get(group);
	if (members === undefined) groups.set(group, new Set([member]));
	else members.add(member);
}

export function leave(groups: Groups, group: string, member: string): void {
	const members = groups.get(group);
	if (members?.delete(member) && members.size === 0) groups.delete(group);
}

export function openIndex(): WorldIndex {
	return {
		filters: openFilters(),
		formerly: openFilters(),
		messages: new Map(),
		place: 0,
		settled: openHeap((one, other) => one.place < other.place),
		fates: 0,
		copies: new Map(),
		goingUp: new Map(),
		goingDown: new Map(),
		unseen: new Map(),
		connections: new Map(),
		packets: new Map(),
		delays: [],
		clients: 0,
		gone: 0,
		offline: openHeap((one, other) => one.since < other.since || (one.since === other.since && one.clientId < other.clientId)),
		ended: openHeap(isForgottenBefore),
		halves: new Map(),
		early: new Map(),
		lists: new Map(),
	};
}

/** A session that never subscribed answers no question: it goes first. */
function isForgottenBefore(one: Ended, other: Ended): boolean {
	if (one.silent !== other.silent) return one.silent;
	return one.at < other.at || (one.at === other.at && one.session < other.session);
}

/** At the cost of a walk through the whole world. */
export function indexOf(world: World): WorldIndex {
	const index = openIndex();
	for (const { connection, clientId, early } of Object.values(world.connections)) {
		if (clientId !== null) join(index.connections, clientId, connection);
		for (const { message } of early ?? []) oneMore(index.copies, message);
	}
	for (const client of Object.values(world.clients)) {
		index.clients += 1;
		for (const { message } of client.outgoing) oneMore(index.copies, message);
		if (mayBeForgotten(world, index, client.clientId))
			index.offline.push({ clientId: client.clientId, since: client.phase.since }, () => true);
	}
	for (const { session, subscriptions, formerly } of Object.values(world.sessions)) {
		subscribed(index.filters, session, subscriptions);
		if (formerly !== undefined) subscribed(index.formerly, session, formerly.subscriptions);
	}
	for (const gone of Object.values(world.gone)) {
		index.gone += 1;
		index.ended.push(endedOf(gone), () => true);
		subscribed(index.filters, gone.session, gone.subscriptions);
		if (gone.formerly !== undefined) subscribed(index.formerly, gone.session, gone.formerly.subscriptions);
	}
	for (const packet of Object.values(world.packets)) packetEntered(index, packet);
	for (const message of Object.keys(world.messages)) {
		const kept = remember(index, message);
		for (const [subscriber, fate] of Object.entries(world.fates[message] ?? {})) fateChanged(index, kept, subscriber, undefined, fate);
		if (!isSettled(world, index, kept)) continue;
		kept.listed = true;
		index.settled.push(kept, () => true);
	}
	return index;
}

export function endedOf({ session, endedAt, subscriptions, fallen }: GoneSession): Ended {
	return { session, at: endedAt, silent: Object.keys(subscriptions).length === 0 && fallen.length === 0 };
}

export function subscribed(filters: Filters, clientId: string, subscriptions: Session["subscriptions"]): void {
	for (const [filter, { seq }] of Object.entries(subscriptions)) filters.put(clientId, filter, seq);
}

export function remember(index: WorldIndex, message: string): Remembered {
	const kept = { message, place: index.place, open: 0, listed: false };
	index.place += 1;
	index.messages.set(message, kept);
	return kept;
}

/** `before`: undefined when there was no fate. */
export function fateChanged(
	index: WorldIndex,
	kept: Remembered,
	subscriber: string,
	before: DecidedFate | undefined,
	after: DecidedFate,
): void {
	if (before === undefined) index.fates += 1;
	kept.open += Number(isOpen(after)) - Number(isOpen(before));
	if (after.fate === "unseen") join(index.unseen, subscriber, kept.message);
	else if (before?.fate === "unseen") leave(index.unseen, subscriber, kept.message);
}

function isOpen(fate: DecidedFate | undefined): boolean {
	return fate?.fate === "queued" || fate?.fate === "inflight";
}

export function oneMore(counts: Map<string, number>, message: string): void {
	counts.set(message, (counts.get(message) ?? 0) + 1);
}

export function oneLess(counts: Map<string, number>, message: string): void {
	const left = (counts.get(message) ?? 0) - 1;
	if (left > 0) counts.set(message, left);
	else counts.delete(message);
}

type OnTheWire = Pick<PacketUnderWay, "packet" | "connection" | "direction" | "fields">;

export function packetEntered(index: WorldIndex, packet: OnTheWire): void {
	join(index.packets, packet.connection, packet.packet);
	countPublish(index, packet, oneMore);
}

export function packetLeft(index: WorldIndex, packet: OnTheWire): void {
	leave(index.packets, packet.connection, packet.packet);
	countPublish(index, packet, oneLess);
}

function countPublish({ goingUp, goingDown }: WorldIndex, { connection, direction, fields }: OnTheWire, count: typeof oneMore): void {
	if (fields.type !== "PUBLISH") return;
	if (direction === "up") count(goingUp, fields.message);
	else count(goingDown, `${connection} ${fields.message}`);
}

export function isOnItsWayDown({ goingDown }: WorldIndex, connection: string, message: string): boolean {
	return goingDown.has(`${connection} ${message}`);
}

const UNDECIDED: ReadonlySet<Message["phase"]> = new Set(["to-broker", "at-broker", "with-sender"]);

/** Nothing more will be told about a settled message: the message has reached the clients that it was to reach, no client keeps it, and it is not retained. */
export function isSettled({ messages, retained }: Pick<World, "messages" | "retained">, { copies }: WorldIndex, kept: Remembered): boolean {
	const { message } = kept;
	const known = messages[message];
	if (known === undefined || UNDECIDED.has(known.phase) || kept.open > 0) return false;
	// A copy that its sender keeps may come again, and is still this message.
	return !copies.has(message) && retained[known.topic]?.message !== message;
}

/** Not while a connection of this client stands, on which an older CONNECT is not answered: what the client sent there is kept with it. */
export function mayBeForgotten(
	{ clients, sessions }: Pick<World, "clients" | "sessions">,
	{ connections }: Pick<WorldIndex, "connections">,
	clientId: string,
): boolean {
	return clients[clientId]?.phase.phase === "offline" && sessions[clientId] === undefined && !connections.has(clientId);
}

export function halfOf({ halves }: WorldIndex, { clientId, outgoing, incoming }: Client): Half {
	let half = halves.get(clientId);
	if (half === undefined) {
		half = { outgoing: openPlaces(outgoing.map(({ packetId }) => packetId)), incoming: openPlaces(incoming) };
		halves.set(clientId, half);
	}
	return half;
}

export function earlyOf({ early }: WorldIndex, { connection, early: sent = [] }: Connection): Places<number> {
	let places = early.get(connection);
	if (places === undefined) {
		places = openPlaces(sent.map(({ packetId }) => packetId));
		early.set(connection, places);
	}
	return places;
}

export function listsOf({ lists }: WorldIndex, { session, queue, inflight, incoming }: Session): Lists {
	let known = lists.get(session);
	if (known === undefined) {
		const ids = (list: Session["queue" | "inflight"]) => openPlaces(list.map(({ delivery }) => delivery));
		known = {
			queue: ids(queue),
			inflight: ids(inflight),
			incoming: openPlaces(incoming.map(({ packetId }) => packetId)),
			ids: new Map(inflight.map(({ packetId, delivery }) => [packetId, delivery])),
			held: new Map(),
		};
		for (const { message } of [...queue, ...inflight]) oneMore(known.held, message);
		lists.set(session, known);
	}
	return known;
}
