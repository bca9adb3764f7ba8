import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { type MessageKind, messageName, type Named } from "#contract/message-name.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Slip } from "#mqtt/slips.ts";
import { type Half, type Halves, type Outstanding, openHalves, put } from "./client-halves.ts";
import type { NamesState } from "./state.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
/** What the client has done against the standard, as far as its own packets show. */
type Judged = { readonly slip: Slip | null };

/**
 * Recognises every PUBLISH on the way up as a copy of its message. The client's own half of the session decides: a QoS 1 or 2 message is
 * the same message until its PUBACK or PUBCOMP has reached the client [MQTT-2.3.1-3, 4.4.0-1].
 */
export type Names = {
	/** A CONNECT has left a client. It may be refused, and then changes nothing of the client whose id it uses. */
	connects(clientId: string, cleanSession: boolean, origin: Origin, connection: string): void;
	/** CONNACK has gone to the client. Accepted: the names forget what both ends forget [MQTT-3.1.2-6, 3.1.4-3]. */
	admits(connection: string, accepted: boolean): void;
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
	/** The connection is over. With a clean session, nothing of the session is ever sent again. turnedAway: the broker ended it without a CONNACK. */
	ends(connection: string, turnedAway?: boolean): void;
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
	const halves = openHalves();
	/** By connection: the ids of SUBSCRIBE and UNSUBSCRIBE that are not answered yet. */
	const asked = new Map<string, Set<number>>();
	const counts = { plain: 0, retained: 0, will: 0 };
	const next = (kind: MessageKind): Named => {
		const ordinal = ++counts[kind];
		return { message: messageName(kind, ordinal), kind, ordinal };
	};
	return {
		connects: halves.connects,
		admits: halves.admits,
		published(connection, packet) {
			const { packetId, retain } = packet;
			const kind = retain ? "retained" : "plain";
			const half = halves.on(connection);
			if (packetId === null || half === undefined) return { named: next(kind), attempt: 1, slip: null };
			const print = printOf(packet.topic, packet.payload);
			const again = repeatedIn(half, packetId, packet.dup, print, connection);
			const known = again ?? repeatedBefore(halves, half, packetId, packet.dup, print, connection);
			const slip = asked.get(connection)?.has(packetId) ? "id-in-use" : slipOf(half, packetId, known, connection);
			// What is kept in the half from before stays as it is, until the CONNECT is accepted.
			const one: Outstanding = again ?? (known === undefined ? { named: next(kind), print, connection, attempt: 0 } : { ...known });
			one.attempt += 1;
			one.connection = connection;
			half.acked.delete(packetId);
			put(half.byId, packetId, one, LIMITS.outstandingNames);
			return { named: one.named, attempt: one.attempt, slip };
		},
		released(connection, packetId) {
			const half = halves.on(connection);
			const one = half?.byId.get(packetId);
			const message = (one ?? (half && halves.lastSent(half, packetId)))?.named.message ?? null;
			if (one === undefined) return { message, slip: null };
			// What was sent on an earlier connection may have been answered there.
			const slip = one.handshake === undefined && one.connection === connection ? "pubrel-too-early" : null;
			if (slip === null) one.handshake = "released";
			return { message, slip };
		},
		asks(connection, packetId) {
			const one = halves.on(connection)?.byId.get(packetId);
			const message = one?.connection === connection ? one.named.message : null;
			const ids = asked.get(connection) ?? new Set();
			asked.set(connection, ids);
			const isUsed = message !== null || ids.has(packetId);
			if (ids.size < LIMITS.outstandingNames) ids.add(packetId);
			return { message, slip: isUsed ? "id-in-use" : null };
		},
		answered: (connection, packetId) => void asked.get(connection)?.delete(packetId),
		received(connection, packetId) {
			const one = halves.on(connection)?.byId.get(packetId);
			if (one !== undefined) one.handshake ??= "received";
		},
		sent(connection, packetId) {
			const half = halves.on(connection);
			return (half && halves.lastSent(half, packetId))?.named.message ?? null;
		},
		acked: halves.acked,
		ends(connection, turnedAway = false) {
			halves.ends(connection, turnedAway);
			asked.delete(connection);
		},
		will: () => next("will"),
		of: (retain) => next(retain ? "retained" : "plain"),
		save: () => ({ counts: { ...counts }, ...halves.save() }),
		restore({ counts: before, ...state }) {
			Object.assign(counts, before);
			halves.restore(state);
		},
		clear() {
			halves.clear();
			asked.clear();
			Object.assign(counts, { plain: 0, retained: 0, will: 0 });
		},
	};
}

/** The same in the half from before, on a connection whose CONNECT is not answered yet. */
function repeatedBefore(halves: Halves, half: Half, ...sent: [packetId: number, dup: boolean, print: string, connection: string]) {
	for (let one: Half | undefined = half; one !== undefined; one = halves.beforeOf(one)) {
		const known = repeatedIn({ ...one, byId: one.unread }, ...sent) ?? (one === half ? undefined : repeatedIn(one, ...sent));
		if (known !== undefined || one.byId.has(sent[0])) return known;
	}
	return undefined;
}

/** The message of which this PUBLISH is a repetition. */
function repeatedIn({ byId, acked }: Half, packetId: number, dup: boolean, print: string, connection: string): Outstanding | undefined {
	const known = byId.get(packetId);
	// A repetition without DUP is a fault of the client, but still a repetition if it comes on another connection.
	if (known?.print === print && (dup || known.connection !== connection)) return known;
	const before = acked.get(packetId);
	return known === undefined && before?.print === print && dup && before.connection !== connection ? before : undefined;
}

/** What a PUBLISH shows of its client, besides being a repetition of `known`, or none. */
function slipOf({ byId }: Half, packetId: number, known: Outstanding | undefined, connection: string): Slip | null {
	if (known !== undefined) return known.handshake === "released" ? "published-after-pubrel" : null;
	// No acknowledgement has gone to the client on this connection, so the client cannot have read one.
	return byId.get(packetId)?.connection === connection ? "id-in-use" : null;
}

/** Tells messages apart without keeping them, by lengths and FNV-1a: that is enough to tell a repetition from another message under the same id. */
export function printOf(topic: string, payload: Uint8Array): string {
	let ofTopic = 0x811c9dc5;
	for (let at = 0; at < topic.length; at += 1) ofTopic = Math.imul(ofTopic ^ topic.charCodeAt(at), 0x01000193);
	let ofPayload = 0x811c9dc5;
	for (let at = 0; at < payload.length; at += 1) ofPayload = Math.imul(ofPayload ^ (payload[at] as number), 0x01000193);
	return `${topic.length}:${ofTopic >>> 0}:${payload.length}:${ofPayload >>> 0}`;
}
