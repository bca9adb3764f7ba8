import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { UnreadAck } from "#model/delivered.ts";
import { firstAccepted } from "#model/first-accepted.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { openRows } from "./rows.ts";
import type { At, TapeStep } from "./traffic.ts";

/** A client's half of its session: what it keeps of what it sent. */
export type KeptHalf = {
	/** By packet id; what was sent early, by its connection too. */
	readonly rows: ReturnType<typeof openRows>;
	/** Of its connections, the one with its last CONNECT, or the one that goes on where that CONNECT came to nothing; null: it has none. */
	newest: string | null;
	cleanSession: boolean;
	/** Null: nobody has sent a CONNECT. */
	origin: Origin | null;
	/** Those of its connections whose CONNACK has come, by name. */
	readonly accepted: Map<string, AcceptedOn>;
	/** The message of each packet id that is not free, the oldest first: kept, or, once PUBREC has come, only its id until PUBCOMP [MQTT-4.3.3-1]. */
	readonly ids: Map<number, string>;
	/** The packet ids of what it has received at QoS 2 and that await their PUBREL, the oldest first [MQTT-4.3.3-2]. */
	readonly incoming: Set<number>;
	/** By connection: the packet ids of what was sent behind a CONNECT that is not accepted yet, the oldest first. */
	readonly early: Map<string, Set<number>>;
};
type AcceptedOn = { readonly connection: string; readonly origin: Origin; readonly accepted: { readonly since: number } };
type Copy = { readonly message: string; readonly qos: QoS; readonly packetId: number };

const keyOf = (packetId: number) => String(packetId);
const earlyKey = (connection: string, packetId: number) => `${connection} ${packetId}`;
const isEarly = (key: string) => key.includes(" ");

/** The halves of all clients. steps: what each of them keeps, as it changes. */
export function openHalves() {
	const clients = new Map<string, KeptHalf>();
	const steps = new Map<string, readonly TapeStep[]>();
	const remove = (clientId: string) => {
		clients.delete(clientId);
		steps.delete(clientId);
	};
	/** Those that are away and keep nothing go first; the last one has only just come. */
	const forgetOldest = () => {
		const isOver = ({ newest, rows, ids }: KeptHalf) => newest === null && rows.isEmpty() && ids.size === 0;
		const all = [...clients].slice(0, -1);
		const inOrder = [...all.filter(([, half]) => isOver(half)), ...all.filter(([, half]) => !isOver(half))];
		for (const [clientId] of inOrder.slice(0, Math.ceil(LIMITS.tapeClients / 16))) remove(clientId);
	};
	const halfOf = (clientId: string): KeptHalf => {
		const known = clients.get(clientId);
		if (known !== undefined) return known;
		const rows = openRows(() => {
			if (rows.steps().length > LIMITS.tapeCopySteps) rows.forget(0.5);
			steps.set(clientId, rows.steps());
		});
		const maps = { accepted: new Map(), ids: new Map(), incoming: new Set<number>(), early: new Map() };
		const half: KeptHalf = { rows, newest: null, cleanSession: false, origin: null, ...maps };
		clients.set(clientId, half);
		if (clients.size > LIMITS.tapeClients) forgetOldest();
		return half;
	};
	return {
		steps: steps as ReadonlyMap<string, readonly TapeStep[]>,
		get: (clientId: string) => clients.get(clientId),
		of: halfOf,
		/**
		 * Whether a PUBLISH that has arrived is one more copy for its subscriber: at QoS 2 it is not while its packet id awaits PUBREL [MQTT-4.3.3-2].
		 * DUP does not say so: the first sending may have been lost.
		 */
		receives(clientId: string, { qos, packetId }: { readonly qos: QoS; readonly packetId: number | null }): boolean {
			if (qos < 2 || packetId === null) return true;
			const { incoming } = halfOf(clientId);
			if (incoming.has(packetId)) return false;
			incoming.add(packetId);
			const [oldest] = incoming;
			if (oldest !== undefined && incoming.size > LIMITS.shownIds) incoming.delete(oldest);
			return true;
		},
		/** As this world tells it: what is kept both here and there goes on. */
		stand(world: World, now: At): void {
			const kept = new Map<string, Map<string, Copy>>();
			const keptBy = (clientId: string): Map<string, Copy> => {
				const known = kept.get(clientId) ?? new Map<string, Copy>();
				kept.set(clientId, known);
				return known;
			};
			for (const clientId of new Set([...clients.keys(), ...Object.keys(world.clients)])) {
				const { cleanSession = false, origin = null, phase, outgoing = [], incoming = [] } = world.clients[clientId] ?? {};
				const newest = phase === undefined || phase.phase === "offline" ? null : phase.connection;
				const half = Object.assign(halfOf(clientId), { newest, cleanSession, origin });
				empty(half);
				for (const packetId of incoming) half.incoming.add(packetId);
				const own = keptBy(clientId);
				for (const copy of outgoing) {
					half.ids.set(copy.packetId, copy.message);
					if (copy.awaits !== "PUBCOMP") own.set(keyOf(copy.packetId), copy);
				}
			}
			for (const { connection, clientId, origin, accepted, early = [] } of Object.values(world.connections)) {
				if (clientId === null) continue;
				const half = halfOf(clientId);
				if (accepted !== null) half.accepted.set(connection, { connection, origin, accepted });
				if (early.length > 0) half.early.set(connection, new Set(early.map(({ packetId }) => packetId)));
				for (const copy of early) keptBy(clientId).set(earlyKey(connection, copy.packetId), copy);
			}
			for (const [clientId, own] of kept) {
				const { rows } = halfOf(clientId);
				for (const key of rows.keys()) if (rows.of(key)?.message !== own.get(key)?.message) rows.release(now, key);
				for (const [key, copy] of own) if (rows.of(key) === null) rows.keep(now, key, sentCopy(copy));
			}
		},
		/** What was kept before this seq, and no longer, goes. */
		forget(since: number): void {
			for (const [clientId, { rows, newest }] of clients) {
				rows.forgetBefore(since);
				const isOver = rows.isEmpty() && newest === null && (rows.steps().at(-1)?.seq ?? 0) < since;
				if (isOver) steps.delete(clientId);
				else if (rows.steps().length > 0) steps.set(clientId, rows.steps());
			}
		},
		/** Nobody keeps anything any longer; what was kept is still known. */
		clear(now: At): void {
			for (const half of clients.values()) {
				half.rows.releaseAll(now);
				empty(half);
				Object.assign(half, { newest: null, cleanSession: false, origin: null });
			}
		},
	};
}

function empty({ accepted, ids, incoming, early }: KeptHalf): void {
	for (const kept of [accepted, ids, incoming, early]) kept.clear();
}

function sentCopy({ message, qos, packetId }: Copy) {
	return { message, qos, packetId, sent: true };
}

export function keep(half: KeptHalf, copy: Copy, now: At): void {
	half.rows.keep(now, keyOf(copy.packetId), sentCopy(copy));
	takesId(half, copy, now);
}

/** It was sent behind a CONNECT that is not accepted yet. */
export function keepEarly({ rows, early }: KeptHalf, copy: Copy, connection: string, now: At): void {
	const ids = early.get(connection) ?? new Set();
	early.set(connection, ids);
	ids.delete(copy.packetId);
	ids.add(copy.packetId);
	rows.keep(now, earlyKey(connection, copy.packetId), sentCopy(copy));
	const [oldest] = ids;
	if (oldest === undefined || ids.size <= LIMITS.outstandingNames) return;
	ids.delete(oldest);
	rows.release(now, earlyKey(connection, oldest));
}

/** The newest of its ids in use. The oldest beyond the bound is given up as in the world, which knows no more of a client that is never answered. */
function takesId({ rows, ids }: KeptHalf, { packetId, message }: Pick<Copy, "packetId" | "message">, now: At): void {
	ids.delete(packetId);
	ids.set(packetId, message);
	const [oldest] = ids.keys();
	if (oldest === undefined || ids.size <= LIMITS.outstandingNames) return;
	ids.delete(oldest);
	rows.release(now, keyOf(oldest));
}

/** PUBREC has come, or PUBREL been sent: the PUBLISH is never sent again [MQTT-4.3.3-1]. */
export function release({ rows }: KeptHalf, packetId: number, now: At): void {
	rows.release(now, keyOf(packetId));
}

/** An acknowledgement that its client reads: of this message, unless the id is another one's by now. */
export function acknowledged(half: KeptHalf, { type, packetId, message }: UnreadAck, now: At): void {
	if (half.ids.get(packetId) !== message) return;
	release(half, packetId, now);
	if (type !== "PUBREC") half.ids.delete(packetId);
}

/** All but what was sent behind a CONNECT that is not accepted yet: that belongs to the session which is to begin. */
export function loses({ rows, ids, incoming }: KeptHalf, now: At): void {
	ids.clear();
	incoming.clear();
	rows.releaseAll(now, isEarly);
}

/** What was sent early on this connection is kept as any other copy from now on, or not at all. kept: whether a copy with this packet id is. */
export function settle(half: KeptHalf, connection: string, kept: (packetId: number) => boolean, now: At): void {
	const early = half.early.get(connection) ?? [];
	half.early.delete(connection);
	for (const packetId of early) {
		const key = earlyKey(connection, packetId);
		const message = half.rows.of(key)?.message;
		if (message === undefined) continue;
		if (!kept(packetId)) {
			half.rows.release(now, key);
			continue;
		}
		half.rows.rename(now, key, keyOf(packetId));
		takesId(half, { packetId, message }, now);
	}
}

/** The CONNACK of this connection has come. */
export function accepts(half: KeptHalf, { connection, origin }: Pick<AcceptedOn, "connection" | "origin">, { at }: At): void {
	half.accepted.set(connection, { connection, origin, accepted: { since: at } });
	goesOnWith(half, connection, origin);
}

function goesOnWith(half: KeptHalf, connection: string, origin: Origin): void {
	Object.assign(half, { newest: connection, origin });
}

/** This connection is over: its client goes on with the one that was accepted first, if there is one. */
export function leaves(half: KeptHalf, connection: string): void {
	half.accepted.delete(connection);
	if (half.newest !== connection) return;
	const older = firstAccepted(half.accepted.values());
	half.newest = null;
	if (older !== null) goesOnWith(half, older.connection, older.origin);
}
