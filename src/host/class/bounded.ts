/** A map that forgets what it was told first, past so many entries. */
export function openBounded<K, V>(most: number) {
	const map = new Map<K, V>();
	/** The keys in the order in which they came, round and round. To find the oldest in the map itself is to walk over all those that have left it. */
	let keys: K[] = [];
	let next = 0;
	return {
		get: (key: K): V | undefined => map.get(key),
		has: (key: K): boolean => map.has(key),
		set(key: K, value: V): void {
			if (!map.has(key)) {
				if (map.size === most) map.delete(keys[next] as K);
				keys[next] = key;
				next = (next + 1) % most;
			}
			map.set(key, value);
		},
		clear(): void {
			map.clear();
			[keys, next] = [[], 0];
		},
	};
}
