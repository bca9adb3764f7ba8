import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import type { NamesState } from "./state.ts";

export type Outstanding = {
	readonly named: Named;
	/** Of its topic and payload, which are not kept. */
	readonly print: string;
	connection: string;
	attempt: number;
	/** How far the handshake of QoS 2 has come: PUBREC has gone to the client, or the client has sent PUBREL. Not kept where a room is saved. */
	handshake?: "received" | "released" | undefined;
};

/** A client's own half of its session, as far as names go. Several connections share one half while the older ones are not closed yet. */
export type Half = {
	readonly clientId: string;
	readonly page: string | null;
	readonly cleanSession: boolean;
	readonly byId: Map<number, Outstanding>;
	/** A client that leaves may not have read its last PUBACKs, and sends those messages again with DUP: a new message never has DUP [MQTT-3.3.1-1]. */
	readonly acked: Map<number, Outstanding>;
	/** While the CONNECT is not answered: what was acknowledged meanwhile on an older connection, where nobody may have read it. */
	readonly unread: Map<number, Outstanding>;
	newest: string;
	/** What the broker has answered to the CONNECT that began this half; until then, the client's half is the one from before [MQTT-3.1.4-3]. */
	answer: "accepted" | "refused" | null;
	/** The CONNECT before this one, if that was not answered either. */
	older: Half | null;
	/** Counts CONNECTs. */
	order: number;
};

/** The halves of all clients, by client id and by connection. A CONNECT that is refused changes no half [MQTT-3.1.4-3]. */
export type Halves = {
	connects(clientId: string, cleanSession: boolean, origin: Origin, connection: string): void;
	admits(connection: string, accepted: boolean): void;
	ends(connection: string, turnedAway: boolean): void;
	acked(connection: string, packetId: number): void;
	/** The half of the client at this connection. */
	on(connection: string): Half | undefined;
	/** The half of before, as long as the CONNECT of this one is not answered: undefined if that half is another client's, or began anew. */
	beforeOf(half: Half): Half | undefined;
	lastSent(half: Half, packetId: number): Outstanding | undefined;
	save(): Omit<NamesState, "counts">;
	restore(state: Omit<NamesState, "counts">): void;
	clear(): void;
};

export function openHalves(): Halves {
	const halves = new Map<string, Half>();
	const byConnection = new Map<string, Half>();
	/** By client id: the newest CONNECT that is not answered. */
	const asking = new Map<string, Half>();
	let order = 0;
	const { beforeOf, admits, endsUnanswered, setAside } = openAnswering({ halves, byConnection, asking });
	return {
		connects(clientId, cleanSession, origin, connection) {
			const page = origin.kind === "lab" ? origin.page : null;
			order += 1;
			const older = asking.get(clientId) ?? null;
			const half: Half = { ...{ clientId, page, cleanSession, newest: connection, order, answer: null, older }, ...emptyMaps() };
			byConnection.set(connection, half);
			asking.set(clientId, half);
		},
		admits,
		ends(connection, turnedAway) {
			const unanswered = byConnection.get(connection);
			if (unanswered?.answer === null && !turnedAway) endsUnanswered(connection, unanswered);
			else admits(connection, false);
			const half = byConnection.get(connection);
			byConnection.delete(connection);
			if (half?.answer === "refused") setAside(half);
			if (half?.cleanSession && halves.get(half.clientId) === half) halves.delete(half.clientId);
		},
		acked(connection, packetId) {
			const half = byConnection.get(connection);
			const one = half?.newest === connection ? half.byId.get(packetId) : undefined;
			if (half === undefined || one === undefined) return;
			half.byId.delete(packetId);
			put(half.acked, packetId, one, LIMITS.ackedNames);
			// If the client is on the newer connection already, this has reached nobody: that shows once its CONNECT is accepted.
			const newer = asking.get(half.clientId);
			if (newer !== undefined && newer.order > half.order && goesOnIn(newer, half))
				put(newer.unread, packetId, one, LIMITS.outstandingNames);
		},
		on: (connection) => byConnection.get(connection),
		beforeOf,
		lastSent(half, packetId) {
			for (let one: Half | undefined = half; one !== undefined; one = beforeOf(one)) {
				const sent = one.byId.get(packetId) ?? one.unread.get(packetId) ?? one.acked.get(packetId);
				if (sent !== undefined) return sent;
			}
			return undefined;
		},
		...openKeeping(halves, byConnection),
		clear() {
			halves.clear();
			byConnection.clear();
			asking.clear();
		},
	};
}

type All = { readonly halves: Map<string, Half>; readonly byConnection: Map<string, Half>; readonly asking: Map<string, Half> };

/** What becomes of a half when its CONNECT is answered, or is not. */
function openAnswering({ halves, byConnection, asking }: All) {
	const beforeOf = (half: Half): Half | undefined => {
		if (half.answer !== null) return undefined;
		let { older } = half;
		while (older !== null && older.answer !== null) older = older.older;
		const before = older ?? halves.get(half.clientId);
		return before !== undefined && goesOnIn(half, before) ? before : undefined;
	};
	const keep = (half: Half) => {
		halves.set(half.clientId, half);
		if (halves.size > LIMITS.outstandingClients) halves.delete(halves.keys().next().value as string);
	};
	const isAnswered = (half: Half, answer: Half["answer"]) => {
		half.answer = answer;
		let { older } = half;
		while (older !== null && older.answer !== null) older = older.older;
		half.older = older;
		if (asking.get(half.clientId) !== half) return;
		if (older === null) asking.delete(half.clientId);
		else asking.set(half.clientId, older);
	};
	const admits: Halves["admits"] = (connection, accepted) => {
		const half = byConnection.get(connection);
		if (half === undefined || half.answer !== null) return;
		isAnswered(half, accepted ? "accepted" : "refused");
		if (!accepted) return;
		const before = halves.get(half.clientId);
		if (before === undefined || !goesOnIn(half, before)) return keep(half);
		takeOver(before, half);
		byConnection.set(connection, before);
	};
	/**
	 * Nobody has answered this CONNECT: its client has done what it asked for, unless the client has sent a newer one since. A guest under the id
	 * of a page's client, or the other way round, is another client.
	 */
	const endsUnanswered = (connection: string, half: Half) => {
		const before = halves.get(half.clientId);
		if (before !== undefined && (before.page === null) !== (half.page === null)) return admits(connection, false);
		if (before === undefined || before.order < half.order) return admits(connection, true);
		isAnswered(half, "refused");
		if (half.cleanSession || !goesOnIn(half, before)) return;
		for (const [packetId, one] of half.byId) if (!before.byId.has(packetId)) put(before.byId, packetId, one, LIMITS.outstandingNames);
		half.byId.clear();
	};
	/** A client that was refused may come back and send the same again, with DUP: that is recognised, and what another client has under this id stays. */
	const setAside = (half: Half) => {
		const before = halves.get(half.clientId);
		if (half.cleanSession || half.byId.size === 0 || (before !== undefined && !goesOnIn(half, before))) return;
		const { acked } = before ?? half;
		for (const [packetId, one] of half.byId) if (!acked.has(packetId)) put(acked, packetId, one, LIMITS.ackedNames);
		half.byId.clear();
		if (before === undefined) keep(half);
	};
	return { beforeOf, admits, endsUnanswered, setAside };
}

/** The halves as plain data. */
function openKeeping(halves: Map<string, Half>, byConnection: Map<string, Half>): Pick<Halves, "save" | "restore"> {
	return {
		save: () => ({
			halves: [...withUnanswered(halves, byConnection).values()].map(
				({ byId, acked, unread: _unread, order: _order, answer: _answer, older: _older, ...half }) => ({
					...half,
					outstanding: saved(byId),
					acked: saved(acked),
				}),
			),
			connections: [...byConnection].flatMap(([connection, half]) =>
				halves.get(half.clientId) === half ? [[connection, half.clientId] as [string, string]] : [],
			),
		}),
		restore(state) {
			const mapOf = (list: readonly (readonly [number, Outstanding])[]) => new Map(list.map(([packetId, one]) => [packetId, { ...one }]));
			for (const { outstanding, acked, ...half } of state.halves)
				halves.set(half.clientId, {
					...half,
					byId: mapOf(outstanding),
					acked: mapOf(acked),
					unread: new Map(),
					order: 0,
					answer: "accepted",
					older: null,
				});
			for (const [connection, clientId] of state.connections) {
				const half = halves.get(clientId);
				if (half !== undefined) byConnection.set(connection, half);
			}
		},
	};
}

/** Whether this CONNECT goes on with what the client has. Another page, or the same page reloaded: that was in the page's memory, and is gone. */
function goesOnIn({ cleanSession, page }: Half, before: Half): boolean {
	return !cleanSession && !before.cleanSession && before.page === page;
}

/** What was sent before the CONNACK belongs to the half that goes on. */
function takeOver(before: Half, half: Half): void {
	for (const [packetId, one] of [...half.unread, ...half.byId]) {
		if (one.connection !== half.newest && before.byId.has(packetId)) continue; // the older connection has used the id again
		before.acked.delete(packetId);
		put(before.byId, packetId, one, LIMITS.outstandingNames);
	}
	before.newest = half.newest;
	before.order = half.order;
}

const emptyMaps = () => ({ byId: new Map(), acked: new Map(), unread: new Map() });

/** As if every CONNECT that waits for its answer had ended without one. The halves themselves stay as they are. */
function withUnanswered(halves: ReadonlyMap<string, Half>, byConnection: ReadonlyMap<string, Half>): ReadonlyMap<string, Half> {
	const all = new Map(halves);
	for (const half of byConnection.values()) {
		if (half.answer !== null) continue;
		const before = all.get(half.clientId);
		if (half.cleanSession) all.delete(half.clientId);
		else if (before === undefined || !goesOnIn(half, before)) all.set(half.clientId, half);
		else {
			const copy = { ...before, byId: new Map(before.byId), acked: new Map(before.acked) };
			takeOver(copy, half);
			all.set(half.clientId, copy);
		}
	}
	return all;
}

function saved(byId: ReadonlyMap<number, Outstanding>): NamesState["halves"][number]["acked"] {
	return [...byId].map(([packetId, { handshake: _, ...one }]) => [packetId, one]);
}

/** The newest of most. */
export function put(byId: Map<number, Outstanding>, packetId: number, one: Outstanding, most: number): void {
	byId.delete(packetId);
	byId.set(packetId, one);
	if (byId.size > most) byId.delete(byId.keys().next().value as number);
}
