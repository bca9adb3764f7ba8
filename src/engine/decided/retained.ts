import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage } from "#engine/session.ts";
import { NOBODYS, type ShareOf } from "#engine/share-of.ts";
import { openTopicTree } from "#mqtt/topic-tree.ts";
import { openBound } from "./bound.ts";
import { bytesOf, openRetainedShares, type RetainedOne } from "./retained-shares.ts";

/** One message per topic; a retained message belongs to no session [MQTT-3.1.2.7, 3.3.1-5]. */
export type RetainedStore = {
	/** A message with RETAIN 1 is kept and replaces the one before; an empty message clears the topic [MQTT-3.3.1-7, -10, -11]. */
	published(message: PublishedMessage): void;
	/** Oldest topic first. */
	matching(filter: string): readonly PublishedMessage[];
	/** Oldest topic first: a message that replaces another one takes its place. */
	all(): readonly PublishedMessage[];
	/** Takes what all() returned. */
	restore(messages: readonly PublishedMessage[]): void;
	readonly bytes: number;
	clear(): void;
};

export function openRetained(tell: (fact: Fact) => void, shareOf: ShareOf = NOBODYS): RetainedStore {
	const byTopic = new Map<string, RetainedOne>();
	let tree = openTopicTree<RetainedOne>();
	let order = 0;
	let bytes = 0;
	const places = openBound("retained", LIMITS.retained, tell);
	const space = openBound("retainedBytes", LIMITS.retainedBytes, tell);
	const shares = openRetainedShares(tell);

	const keep = (message: PublishedMessage) => {
		const before = byTopic.get(message.topic);
		const kept = { message, order: before?.order ?? ++order, share: shareOf(message.publisher) };
		if (before !== undefined) shares.count(before, -1);
		shares.count(kept, 1);
		byTopic.set(message.topic, kept);
		tree.put(message.topic, kept);
		bytes += bytesOf(message) - (before === undefined ? 0 : bytesOf(before.message));
	};
	/** Returns whether there was a message. */
	const drop = (topic: string) => {
		const before = byTopic.get(topic);
		if (before === undefined) return false;
		byTopic.delete(topic);
		tree.remove(topic);
		shares.count(before, -1);
		bytes -= bytesOf(before.message);
		return true;
	};
	/** Whether there is room for this message, told if there is none. */
	const hasRoom = (message: PublishedMessage, before: RetainedOne | undefined) => {
		if (!shares.hasRoom(message, shareOf(message.publisher), before)) return false;
		if (before === undefined && byTopic.size >= LIMITS.retained) {
			places.reached(`${LIMITS.retained} retained messages: ${message.message} is passed on, but not retained`);
			return false;
		}
		if (bytes + bytesOf(message) - (before === undefined ? 0 : bytesOf(before.message)) <= LIMITS.retainedBytes) return true;
		space.reached(`${bytes} bytes of retained messages: ${message.message} is passed on, but not retained`);
		return false;
	};
	return {
		published(message) {
			const { topic } = message;
			const before = byTopic.get(topic);
			if (message.payload.length === 0) {
				if (drop(topic)) tell({ type: "retained.cleared", topic, message: message.message });
			} else if (hasRoom(message, before)) {
				keep(message);
				tell({ type: "retained.set", topic, message: message.message, replaced: before?.message.message ?? null });
				// The message before must not be given out as the last one [MQTT-3.3.1-5].
			} else if (drop(topic)) tell({ type: "retained.cleared", topic, message: message.message, noRoom: true });
			places.holds(byTopic.size);
			space.holds(bytes);
		},
		matching(filter) {
			const found: RetainedOne[] = [];
			tree.match(filter, (kept) => found.push(kept));
			return found.sort((a, b) => a.order - b.order).map(({ message }) => message);
		},
		all: () => Array.from(byTopic.values(), ({ message }) => message),
		restore(messages) {
			for (const message of messages) keep(message);
		},
		get bytes() {
			return bytes;
		},
		clear() {
			byTopic.clear();
			tree = openTopicTree();
			shares.clear();
			bytes = 0;
			places.holds(0);
			space.holds(0);
		},
	};
}
