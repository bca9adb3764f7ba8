import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Packet } from "#mqtt/packet.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
type Outstanding = { readonly message: string; readonly topic: string; readonly payload: string; connection: string; attempt: number };

/**
 * Knows every PUBLISH on the way up as a copy of its message. The client's own half of the session decides: a QoS 1 or 2 message is the same
 * one until its PUBACK or PUBCOMP has reached the client [MQTT-2.3.1-3, 4.4.0-1].
 */
export type Names = {
	/** A client connects: what both ends forget, it forgets [MQTT-3.1.2-6]. */
	connects(clientId: string, cleanSession: boolean, origin: Origin): void;
	published(clientId: string, connection: string, packet: Publish): { message: string; attempt: number };
	/** The message that this client sent under this id, while it is outstanding. */
	sent(clientId: string, packetId: number): string | null;
	/** PUBACK or PUBCOMP has reached the client. */
	acked(clientId: string, packetId: number): void;
	/** Its clean session ended: nothing of it is ever sent again. */
	ends(clientId: string): void;
	will(): string;
	clear(): void;
};

export function openNames(): Names {
	const outstanding = new Map<string, { page: string | null; cleanSession: boolean; byId: Map<number, Outstanding> }>();
	const counts = { m: 0, r: 0, w: 0 };
	const next = (letter: "m" | "r" | "w") => {
		counts[letter] += 1;
		return `${letter}${counts[letter]}`;
	};
	return {
		connects(clientId, cleanSession, origin) {
			const page = origin.kind === "lab" ? origin.page : null;
			// Another page, or the same one reloaded: its memory was the client's half, and it is gone.
			const before = outstanding.get(clientId);
			const kept = before !== undefined && !cleanSession && !before.cleanSession && before.page === page;
			if (!kept) outstanding.set(clientId, { page, cleanSession, byId: new Map() });
			if (outstanding.size > LIMITS.outstandingClients) outstanding.delete(outstanding.keys().next().value as string);
		},
		published(clientId, connection, packet) {
			const { packetId, topic, payload, retain } = packet;
			const letter = retain ? "r" : "m";
			const byId = outstanding.get(clientId)?.byId;
			if (packetId === null || byId === undefined) return { message: next(letter), attempt: 1 };
			const known = byId.get(packetId);
			// A repetition without DUP is a fault of the client, and still a repetition if it comes on another connection.
			const again =
				known !== undefined &&
				(packet.dup || known.connection !== connection) &&
				known.topic === topic &&
				known.payload === printOf(payload);
			if (again) {
				known.attempt += 1;
				known.connection = connection;
				return { message: known.message, attempt: known.attempt };
			}
			const message = next(letter);
			byId.set(packetId, { message, topic, payload: printOf(payload), connection, attempt: 1 });
			if (byId.size > LIMITS.outstandingNames) byId.delete(byId.keys().next().value as number);
			return { message, attempt: 1 };
		},
		sent(clientId, packetId) {
			return outstanding.get(clientId)?.byId.get(packetId)?.message ?? null;
		},
		acked(clientId, packetId) {
			outstanding.get(clientId)?.byId.delete(packetId);
		},
		ends(clientId) {
			if (outstanding.get(clientId)?.cleanSession) outstanding.delete(clientId);
		},
		will: () => next("w"),
		clear() {
			outstanding.clear();
			Object.assign(counts, { m: 0, r: 0, w: 0 });
		},
	};
}

/** Tells payloads apart without keeping them: length and FNV-1a. It only has to tell a repetition from another message under the same id. */
function printOf(payload: Uint8Array): string {
	let hash = 0x811c9dc5;
	for (const byte of payload) hash = Math.imul(hash ^ byte, 0x01000193);
	return `${payload.length}:${hash >>> 0}`;
}
