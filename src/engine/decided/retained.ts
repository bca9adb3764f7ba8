import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { PublishedMessage } from "#engine/session.ts";
import { matches } from "#mqtt/topic.ts";

/** One message per topic; a retained message belongs to no session [MQTT-3.1.2.7, 3.3.1-5]. */
export type RetainedStore = {
	/** A message with RETAIN 1 is kept and replaces the one before; an empty message clears the topic [MQTT-3.3.1-7, -10, -11]. */
	published(message: PublishedMessage): void;
	matching(filter: string): readonly PublishedMessage[];
	/** Oldest topic first. */
	all(): readonly PublishedMessage[];
	/** Takes what all() returned. */
	restore(messages: readonly PublishedMessage[]): void;
	clear(): void;
};

export function openRetained(tell: (fact: Fact) => void): RetainedStore {
	const byTopic = new Map<string, PublishedMessage>();
	return {
		published(message) {
			const { topic } = message;
			const before = byTopic.get(topic);
			if (message.payload.length === 0) {
				if (byTopic.delete(topic)) tell({ type: "retained.cleared", topic, message: message.message });
				return;
			}
			if (before === undefined && byTopic.size >= LIMITS.retained) {
				const says = `${LIMITS.retained} retained messages: ${message.message} is passed on, but not retained`;
				tell({ type: "limit.reached", limit: "retained", says, connection: null });
				return;
			}
			byTopic.set(topic, message);
			tell({ type: "retained.set", topic, message: message.message, replaced: before?.message ?? null });
		},
		matching: (filter) => [...byTopic.values()].filter((message) => matches(filter, message.topic)),
		all: () => [...byTopic.values()],
		restore(messages) {
			for (const message of messages) byTopic.set(message.topic, message);
		},
		clear: () => byTopic.clear(),
	};
}
