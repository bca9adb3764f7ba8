import { Buffer } from "node:buffer";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage } from "#engine/session.ts";
import { openBound } from "./bound.ts";

/** share: whose it counts as; see ShareOf. */
export type RetainedOne = {
	readonly message: PublishedMessage /** Counts topics. */;
	readonly order: number;
	readonly share: string | null;
};

/** What is retained for each share. */
export function openRetainedShares(tell: (fact: Fact) => void) {
	const used = new Map<string, { topics: number; bytes: number }>();
	const bound = openBound("retainedPerShare", LIMITS.retainedPerShare, tell);
	return {
		/** times: 1 or -1. */
		count({ share, message }: RetainedOne, times: 1 | -1): void {
			if (share === null) return;
			const its = used.get(share) ?? { topics: 0, bytes: 0 };
			its.topics += times;
			its.bytes += times * bytesOf(message);
			if (its.topics === 0) used.delete(share);
			else used.set(share, its);
			if (times < 0) bound.holds(0);
		},
		/** Whether its share has room for this message, told if there is none. before: what the message replaces. */
		hasRoom(message: PublishedMessage, share: string | null, before: RetainedOne | undefined): boolean {
			if (share === null) return true;
			const { topics, bytes } = used.get(share) ?? { topics: 0, bytes: 0 };
			const own = before?.share === share ? { topics: 1, bytes: bytesOf(before.message) } : { topics: 0, bytes: 0 };
			const isWithin =
				topics - own.topics < LIMITS.retainedPerShare && bytes - own.bytes + bytesOf(message) <= LIMITS.retainedBytesPerShare;
			if (!isWithin) bound.reached(`${topics} retained messages of ${share}: ${message.message} is passed on, but not retained`);
			return isWithin;
		},
		clear: () => used.clear(),
	};
}

export function bytesOf({ topic, payload }: Pick<PublishedMessage, "topic" | "payload">): number {
	return Buffer.byteLength(topic) + payload.length;
}
