import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { printOf } from "#engine/names.ts";

export type Published = {
	readonly named: Named;
	/** Counts publications over the life of the broker. */
	readonly number: number;
};

/** What has been published, so that a message can be recognised when the broker sends it: a PUBLISH does not name its message. */
export type SeenMessages = {
	/** Publications so far. */
	readonly count: number;
	/** A PUBLISH or a will has reached the broker, or the broker sends a message of its own. */
	note(named: Named, topic: string, payload: Uint8Array): Published;
	/** The oldest message with this topic and payload that is not among those; if all of them are, the newest. */
	find(topic: string, payload: Uint8Array, had: ReadonlySet<string>): Published | undefined;
	isKnown(message: string): boolean;
	/** A different broker, which has published none of these messages. The count goes on. */
	forget(): void;
	clear(): void;
};

export function openSeenMessages(): SeenMessages {
	const byPrint = new Map<string, Published[]>();
	const known = new Set<string>();
	let count = 0;
	const forget = () => {
		byPrint.clear();
		known.clear();
	};
	return {
		get count() {
			return count;
		},
		note(named, topic, payload) {
			count += 1;
			known.add(named.message);
			if (known.size > LIMITS.outstandingNames) known.delete(known.values().next().value as string);
			const key = keyOf(topic, payload);
			const published = { named, number: count };
			byPrint.set(key, [...(byPrint.get(key) ?? []), published].slice(-LIMITS.burst));
			if (byPrint.size > LIMITS.outstandingNames) byPrint.delete(byPrint.keys().next().value as string);
			return published;
		},
		find(topic, payload, had) {
			const same = byPrint.get(keyOf(topic, payload));
			return same?.find(({ named }) => !had.has(named.message)) ?? same?.at(-1);
		},
		isKnown: (message) => known.has(message),
		forget,
		clear() {
			forget();
			count = 0;
		},
	};
}

function keyOf(topic: string, payload: Uint8Array): string {
	return `${printOf(payload)} ${topic}`;
}
