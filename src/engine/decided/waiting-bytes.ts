import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Delivery, PublishedMessage } from "#engine/session.ts";
import { openBound } from "./bound.ts";

/**
 * What a delivery takes on the heap besides its message, in the store and in the worlds of the journal: 340 bytes were measured for one in a queue, and
 * 490 of the memory of a whole host.
 */
const DELIVERY_BYTES = 512;

/** What waits in all the queues and windows of a room, and behind retained messages. A message counts once, however many sessions it waits for. */
export type WaitingBytes = {
	hold(one: Pick<Delivery, "message">): void;
	letGo(one: Pick<Delivery, "message">): void;
	/** Whether there is no room for one more in the queue, or the window, of a session that holds so many deliveries there with so many bytes of payloads. */
	full(deliveries: number, payloadBytes: number): boolean;
	readonly bytes: number;
	clear(): void;
};

export function openWaitingBytes(tell: (fact: Fact) => void): WaitingBytes {
	const holders = new Map<PublishedMessage, number>();
	const bound = openBound("roomWaitingBytes", LIMITS.roomWaitingBytes, tell);
	let bytes = 0;
	return {
		hold({ message }) {
			const before = holders.get(message) ?? 0;
			holders.set(message, before + 1);
			bytes += DELIVERY_BYTES + (before === 0 ? message.payload.length : 0);
		},
		letGo({ message }) {
			const before = holders.get(message);
			if (before === undefined) return;
			if (before === 1) holders.delete(message);
			else holders.set(message, before - 1);
			bytes -= DELIVERY_BYTES + (before === 1 ? message.payload.length : 0);
			bound.holds(bytes);
		},
		full(deliveries, payloadBytes) {
			if (bytes <= LIMITS.roomWaitingBytes) return false;
			const held = deliveries * DELIVERY_BYTES + payloadBytes;
			if (held <= LIMITS.sessionWaitingBytes) return false;
			bound.reached(`${bytes} bytes wait for the sessions of this room: a session that has ${held} of them waiting is given no more.`);
			return true;
		},
		get bytes() {
			return bytes;
		},
		clear() {
			holders.clear();
			bytes = 0;
			bound.holds(0);
		},
	};
}
