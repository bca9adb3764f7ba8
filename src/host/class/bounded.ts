/** A map that forgets what it was told first, past so many entries. */
export function openBounded<K, V>(most: number) {
	const map = new Map<K, V>();
	return {
		get: (key: K): V | undefined => map.get(key),
		set(key: K, value: V): void {
			map.set(key, value);
			if (map.size <= most) return;
			const [oldest] = map.keys();
			if (oldest !== undefined) map.delete(oldest);
		},
		clear: () => map.clear(),
	};
}
