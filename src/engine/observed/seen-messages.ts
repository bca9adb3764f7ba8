import { Buffer } from "node:buffer";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { printOf } from "#engine/names.ts";

type Published = {
	readonly named: Named;
	/** Counts publications over the life of the broker. */
	readonly number: number;
};

/** again: this client has had it. */
export type Taken = Published & { readonly again: boolean };

/** The publications of one topic and payload, oldest first: they look the same on a wire. */
type Alike = {
	/** The last of them; those before have been forgotten. */
	readonly kept: Published[];
	forgotten: number;
};

/** How many of the messages that look the same one client has been sent: the next one that it is sent is the next of them. */
export type Had = WeakMap<object, number>;

/** What has been published, so that a message can be recognised when the broker sends it: a PUBLISH does not name its message. */
export type SeenMessages = {
	/** Publications so far. */
	readonly count: number;
	/** A PUBLISH or a will has reached the broker, or the broker sends a message of its own. */
	note(named: Named, topic: string, payload: Uint8Array): Published;
	/**
	 * The broker sends a message with this topic and payload: the oldest that this client has not had; if it has had all, the newest. Undefined:
	 * none is known. The client has had it then.
	 */
	take(topic: string, payload: Uint8Array, had: Had): Taken | undefined;
	isKnown(message: string): boolean;
	/** A different broker, which has published none of these messages. The count goes on. */
	forget(): void;
	clear(): void;
};

export function openSeenMessages(): SeenMessages {
	/** Those that were published longest ago come first. */
	const alike = new Map<string, Alike>();
	const known = new Set<string>();
	let count = 0;
	/** The message that was published or sent last: the broker sends it to one client after the other, and reading all of it each time takes long. */
	let last: { readonly topic: string; readonly payload: Uint8Array; readonly print: string } | null = null;
	const print = (topic: string, payload: Uint8Array) => {
		if (last === null || last.topic !== topic || Buffer.compare(last.payload, payload) !== 0)
			last = { topic, payload, print: printOf(topic, payload) };
		return last.print;
	};
	const forget = () => {
		last = null;
		alike.clear();
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
			const key = print(topic, payload);
			const same = alike.get(key) ?? { kept: [], forgotten: 0 };
			const published = { named, number: count };
			same.kept.push(published);
			// Half of them at a time: to move all of them up for each one would cost as much as there are.
			if (same.kept.length >= 2 * LIMITS.burst) same.forgotten += same.kept.splice(0, LIMITS.burst).length;
			alike.delete(key);
			alike.set(key, same);
			if (alike.size > LIMITS.outstandingNames) alike.delete(alike.keys().next().value as string);
			return published;
		},
		take(topic, payload, had) {
			const same = alike.get(print(topic, payload));
			if (same === undefined) return undefined;
			const next = Math.max(0, (had.get(same) ?? 0) - same.forgotten);
			had.set(same, same.forgotten + Math.min(next + 1, same.kept.length));
			const fresh = same.kept[next];
			const published = fresh ?? same.kept.at(-1);
			return published && { ...published, again: fresh === undefined };
		},
		isKnown: (message) => known.has(message),
		forget,
		clear() {
			forget();
			count = 0;
		},
	};
}
