import * as z from "zod/mini";

const Kept = z.record(z.string(), z.int().check(z.gte(0)));

/** How many messages the clients of this page have received, as mqtt.js hands them over: nobody else knows that. A reload goes on counting. */
export type ReceivedCounts = {
	/** By client id; only those that have received something. */
	all(): Readonly<Record<string, number>>;
	/** Calls after each message. */
	follow(call: () => void): () => void;
	/** This client has received one more. */
	one(clientId: string): void;
	/** The room was cleared. */
	forget(): void;
};

export function openReceivedCounts(storage: Storage, room: string): ReceivedCounts {
	const key = `slow-wire/${room}/received`;
	let counts = read(storage, key);
	const followers = new Set<() => void>();
	return {
		all() {
			keep(storage, key, counts);
			return { ...counts };
		},
		follow(call) {
			followers.add(call);
			return () => followers.delete(call);
		},
		one(clientId) {
			counts[clientId] = (counts[clientId] ?? 0) + 1;
			for (const call of followers) call();
		},
		forget() {
			counts = {};
			for (const call of followers) call();
		},
	};
}

function read(storage: Storage, key: string): Record<string, number> {
	try {
		const kept = z.safeParse(Kept, JSON.parse(storage.getItem(key) ?? "{}"));
		return kept.success ? kept.data : {};
	} catch {
		// Nothing readable is kept.
		return {};
	}
}

function keep(storage: Storage, key: string, counts: Readonly<Record<string, number>>): void {
	try {
		storage.setItem(key, JSON.stringify(counts));
	} catch {
		// The storage is full or forbidden: the counts last as long as the page.
	}
}
