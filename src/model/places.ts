import { countWhile } from "./count-while.ts";

/**
 * Finds an entry in a list without walking it: a list to which entries are added at its end alone. Each entry gets a number when it is added,
 * so the numbers rise along the list, whatever is taken out of it.
 */
export type Places<K> = {
	has(key: K): boolean;
	added(key: K): void;
	removed(key: K): void;
	/** Where the entry with this key stands; -1: nowhere. */
	find<T>(list: readonly T[], key: K, keyOf: (entry: T) => K): number;
};

export function openPlaces<K>(keys: readonly K[] = []): Places<K> {
	const numbers = new Map<K, number>();
	let last = 0;
	const added = (key: K) => {
		last += 1;
		numbers.set(key, last);
	};
	for (const key of keys) added(key);
	return {
		has: (key) => numbers.has(key),
		added,
		removed(key) {
			numbers.delete(key);
		},
		find(list, key, keyOf) {
			if (list.length === 0) return -1;
			const keyAt = (at: number) => keyOf(list[at] as (typeof list)[number]);
			// The oldest entry is the one that is asked for most.
			if (keyAt(0) === key) return 0;
			const number = numbers.get(key);
			if (number === undefined) return -1;
			const place = countWhile(list.length - 1, (at) => (numbers.get(keyAt(at)) ?? 0) < number);
			return keyAt(place) === key ? place : -1;
		},
	};
}
