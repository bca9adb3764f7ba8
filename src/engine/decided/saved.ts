import { Buffer } from "node:buffer";
import { previewOf } from "#engine/fields.ts";
import type { Delivery, PublishedMessage, SessionState } from "#engine/session.ts";
import type { SavedDelivery, SavedMessage, SavedSession } from "#engine/state.ts";
import type { Will } from "#mqtt/packet.ts";

type SavedWill = { topic: string; payload: string; qos: Will["qos"]; retain: boolean };

export function saveWill({ topic, payload, qos, retain }: Will): SavedWill {
	return { topic, payload: toBase64(payload), qos, retain };
}

export function willFrom({ topic, payload, qos, retain }: SavedWill): Will {
	return { topic, payload: fromBase64(payload), qos, retain };
}

export function saveMessage({ message, kind, ordinal, publisher, topic, payload, qos, retain }: PublishedMessage): SavedMessage {
	return { message, kind, ordinal, publisher, topic, payload: toBase64(payload), qos, retain };
}

export function messageFrom({ payload, ...rest }: SavedMessage): PublishedMessage {
	const bytes = fromBase64(payload);
	return { ...rest, payload: bytes, preview: previewOf(bytes) };
}

export function saveSession(session: SessionState): SavedSession {
	return {
		session: session.session,
		cleanSession: session.cleanSession,
		connection: session.connection,
		subscriptions: [...session.subscriptions],
		queue: session.queue.map(saveDelivery),
		inflight: [...session.inflight.values()].map(saveDelivery),
		incoming: [...session.incoming],
		lastId: session.lastId,
	};
}

/** messageOf: the message with that name. */
export function sessionFrom(saved: SavedSession, messageOf: (name: string) => PublishedMessage): SessionState {
	const deliveryFrom = (one: SavedDelivery): Delivery => ({ ...one, message: messageOf(one.message) });
	const queue = saved.queue.map(deliveryFrom);
	const inflight = saved.inflight.map(deliveryFrom);
	return {
		session: saved.session,
		cleanSession: saved.cleanSession,
		connection: saved.connection,
		subscriptions: new Map(saved.subscriptions),
		queue,
		queuedBytes: bytesOf(queue),
		queuedAtQos0: queue.filter(({ qos }) => qos === 0).length,
		inflight: new Map(inflight.map((one) => [one.packetId, one])),
		again: [],
		bounded: false,
		inflightBytes: bytesOf(inflight),
		incoming: new Map(saved.incoming),
		lastId: saved.lastId,
		begun: 0,
	};
}

function saveDelivery({ delivery, message, qos, retain, packetId, attempts, released }: Delivery): SavedDelivery {
	return { delivery, message: message.message, qos, retain, packetId, attempts, released };
}

function bytesOf(deliveries: readonly Delivery[]): number {
	return deliveries.reduce((sum, { message }) => sum + message.payload.length, 0);
}

function toBase64(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function fromBase64(text: string): Uint8Array {
	return Buffer.from(text, "base64");
}
