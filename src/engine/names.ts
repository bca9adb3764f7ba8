import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { type MessageKind, messageName, type Named } from "#contract/message-name.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Slip } from "#mqtt/slips.ts";
import type { NamesState } from "./state.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
type Outstanding = {
	readonly named: Named;
	/** Of its topic and payload, which are not kept. */
	readonly print: string;
	connection: string;
	attempt: number;
	/** How far the handshake of QoS 2 has come: PUBREC has gone to the client, or the client has sent PUBREL. Not kept where a room is saved. */
	handshake?: "received" | "released" | undefined;
};

/** A client's own half of its session, as far as names go. Several connections share one half while the older ones are not closed yet. */
type Half = {
	readonly clientId: string;
	readonly page: string | null;
	readonly cleanSession: boolean;
	readonly byId: Map<number, Outstanding>;
	/** A client that leaves may not have read its last PUBACKs, and sends those messages again with DUP: a new message never has DUP [MQTT-3.3.1-1]. */
	readonly acked: Map<number, Outstanding>;
	newest: string;
};

/** What the client has done against the standard, as far as its own packets show. */
type Judged = { readonly slip: Slip | null };

/**
 * Recognises every PUBLISH on the way up as a copy of its message. The client's own half of the session decides: a QoS 1 or 2 message is
 * the same message until its PUBACK or PUBCOMP has reached the client [MQTT-2.3.1-3, 4.4.0-1].
 */
export type Names = {
	/** A client connects: the names forget what both ends forget [MQTT-3.1.2-6]. */
	connects(clientId: string, cleanSession: boolean, origin: Origin, connection: string): void;
	published(connection: string, packet: Publish): { readonly named: Named; readonly attempt: number } & Judged;
	/** The client sends PUBREL: the message that this is about, as far as it is known. */
	released(connection: string, packetId: number): { readonly message: string | null } & Judged;
	/** The client sends SUBSCRIBE or UNSUBSCRIBE under this id. message: the one under the same id that is not acknowledged yet, if there is one. */
	asks(connection: string, packetId: number): { readonly message: string | null } & Judged;
	/** SUBACK or UNSUBACK has gone to the client. */
	answered(connection: string, packetId: number): void;
	/** The message that the client of this connection sent under this id last, as far as it is known. */
	sent(connection: string, packetId: number): string | null;
	/** PUBREC has gone to the client. */
	received(connection: string, packetId: number): void;
	/** PUBACK or PUBCOMP has reached the client; on a connection that the client has left for a newer one, the packet reaches nobody. */
	acked(connection: string, packetId: number): void;
	/** The connection is over. With a clean session, nothing of the session is ever sent again. */
	ends(connection: string): void;
	will(): Named;
	/** A message that no client of this room sent. */
	of(retain: boolean): Named;
	/** The names as plain data. */
	save(): NamesState;
	/** Takes what another room's names have saved; called once, before anything else. */
	restore(state: NamesState): void;
	clear(): void;
};

export function openNames(): Names {
	const halves = new Map<string, Half>();
	const byConnection = new Map<string, Half>();
	/** By connection: the ids of SUBSCRIBE and UNSUBSCRIBE that are not answered yet. */
	const asked = new Map<string, Set<number>>();
	const counts = { plain: 0, retained: 0, will: 0 };
	const next = (kind: MessageKind): Named => {
		const ordinal = ++counts[kind];
		return { message: messageName(kind, ordinal), kind, ordinal };
	};
	return {
		connects(clientId, cleanSession, origin, connection) {
			const page = origin.kind === "lab" ? origin.page : null;
			// Another page, or the same page reloaded: the client's half was in the page's memory, and is gone.
			const before = halves.get(clientId);
			const kept = before !== undefined && !cleanSession && !before.cleanSession && before.page === page;
			const half = kept ? before : { clientId, page, cleanSession, byId: new Map(), acked: new Map(), newest: connection };
			half.newest = connection;
			halves.set(clientId, half);
			byConnection.set(connection, half);
			if (halves.size > LIMITS.outstandingClients) halves.delete(halves.keys().next().value as string);
		},
		published(connection, packet) {
			const { packetId, retain } = packet;
			const kind = retain ? "retained" : "plain";
			const half = byConnection.get(connection);
			if (packetId === null || half === undefined) return { named: next(kind), attempt: 1, slip: null };
			const print = printOf(packet.topic, packet.payload);
			const known = repeatedIn(half, packetId, packet.dup, print, connection);
			const slip = asked.get(connection)?.has(packetId) ? "id-in-use" : slipOf(half, packetId, known, connection);
			const one: Outstanding = known ?? { named: next(kind), print, connection, attempt: 0 };
			one.attempt += 1;
			one.connection = connection;
			half.acked.delete(packetId);
			put(half.byId, packetId, one, LIMITS.outstandingNames);
			return { named: one.named, attempt: one.attempt, slip };
		},
		released(connection, packetId) {
			const half = byConnection.get(connection);
			const one = half?.byId.get(packetId);
			const message = (one ?? half?.acked.get(packetId))?.named.message ?? null;
			if (one === undefined) return { message, slip: null };
			// What was sent on an earlier connection may have been answered there.
			const slip = one.handshake === undefined && one.connection === connection ? "pubrel-too-early" : null;
			if (slip === null) one.handshake = "released";
			return { message, slip };
		},
		asks(connection, packetId) {
			const one = byConnection.get(connection)?.byId.get(packetId);
			const message = one?.connection === connection ? one.named.message : null;
			const ids = asked.get(connection) ?? new Set();
			asked.set(connection, ids);
			const isUsed = message !== null || ids.has(packetId);
			if (ids.size < LIMITS.outstandingNames) ids.add(packetId);
			return { message, slip: isUsed ? "id-in-use" : null };
		},
		answered: (connection, packetId) => void asked.get(connection)?.delete(packetId),
		received(connection, packetId) {
			const one = byConnection.get(connection)?.byId.get(packetId);
			if (one !== undefined) one.handshake ??= "received";
		},
		sent(connection, packetId) {
			const half = byConnection.get(connection);
			return (half?.byId.get(packetId) ?? half?.acked.get(packetId))?.named.message ?? null;
		},
		acked(connection, packetId) {
			const half = byConnection.get(connection);
			const one = half?.newest === connection ? half.byId.get(packetId) : undefined;
			if (half === undefined || one === undefined) return;
			half.byId.delete(packetId);
			put(half.acked, packetId, one, LIMITS.ackedNames);
		},
		ends(connection) {
			const half = byConnection.get(connection);
			byConnection.delete(connection);
			asked.delete(connection);
			if (half?.cleanSession && halves.get(half.clientId) === half) halves.delete(half.clientId);
		},
		will: () => next("will"),
		of: (retain) => next(retain ? "retained" : "plain"),
		...openKeeping(halves, byConnection, counts),
		clear() {
			halves.clear();
			byConnection.clear();
			asked.clear();
			Object.assign(counts, { plain: 0, retained: 0, will: 0 });
		},
	};
}

/** The names as plain data. */
function openKeeping(
	halves: Map<string, Half>,
	byConnection: Map<string, Half>,
	counts: Record<MessageKind, number>,
): Pick<Names, "save" | "restore"> {
	return {
		save: () => ({
			counts: { ...counts },
			halves: [...halves.values()].map(({ byId, acked, ...half }) => ({
				...half,
				outstanding: saved(byId),
				acked: saved(acked),
			})),
			connections: [...byConnection].flatMap(([connection, half]) =>
				halves.get(half.clientId) === half ? [[connection, half.clientId] as [string, string]] : [],
			),
		}),
		restore(state) {
			Object.assign(counts, state.counts);
			const mapOf = (saved: readonly (readonly [number, Outstanding])[]) => new Map(saved.map(([packetId, one]) => [packetId, { ...one }]));
			for (const { outstanding, acked, ...half } of state.halves)
				halves.set(half.clientId, { ...half, byId: mapOf(outstanding), acked: mapOf(acked) });
			for (const [connection, clientId] of state.connections) {
				const half = halves.get(clientId);
				if (half !== undefined) byConnection.set(connection, half);
			}
		},
	};
}

/** The message of which this PUBLISH is a repetition. */
function repeatedIn({ byId, acked }: Half, packetId: number, dup: boolean, print: string, connection: string): Outstanding | undefined {
	const known = byId.get(packetId);
	// A repetition without DUP is a fault of the client, but still a repetition if it comes on another connection.
	if (known?.print === print && (dup || known.connection !== connection)) return known;
	const before = acked.get(packetId);
	return known === undefined && before?.print === print && dup && before.connection !== connection ? before : undefined;
}

function saved(byId: ReadonlyMap<number, Outstanding>): NamesState["halves"][number]["acked"] {
	return [...byId].map(([packetId, { handshake: _, ...one }]) => [packetId, one]);
}

/** What a PUBLISH shows of its client, besides being a repetition of `known`, or none. */
function slipOf({ byId }: Half, packetId: number, known: Outstanding | undefined, connection: string): Slip | null {
	if (known !== undefined) return known.handshake === "released" ? "published-after-pubrel" : null;
	// No acknowledgement has gone to the client on this connection, so the client cannot have read one.
	return byId.get(packetId)?.connection === connection ? "id-in-use" : null;
}

/** The newest of most. */
function put(byId: Map<number, Outstanding>, packetId: number, one: Outstanding, most: number): void {
	byId.delete(packetId);
	byId.set(packetId, one);
	if (byId.size > most) byId.delete(byId.keys().next().value as number);
}

/** Tells messages apart without keeping them, by lengths and FNV-1a: that is enough to tell a repetition from another message under the same id. */
export function printOf(topic: string, payload: Uint8Array): string {
	let ofTopic = 0x811c9dc5;
	for (let at = 0; at < topic.length; at += 1) ofTopic = Math.imul(ofTopic ^ topic.charCodeAt(at), 0x01000193);
	let ofPayload = 0x811c9dc5;
	for (let at = 0; at < payload.length; at += 1) ofPayload = Math.imul(ofPayload ^ (payload[at] as number), 0x01000193);
	return `${topic.length}:${ofTopic >>> 0}:${payload.length}:${ofPayload >>> 0}`;
}
