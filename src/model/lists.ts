import type { Draft } from "./draft.ts";
import type { Places } from "./places.ts";

/** The list with one more entry. `places`: of this list, here and below. */
export function add<T, K>(draft: Draft, list: readonly T[], places: Places<K>, entry: T, key: K): readonly T[] {
	const longer = draft.own(list) as T[];
	longer.push(entry);
	places.added(key);
	return longer;
}

/** The list without the entry that has this key; the same list if there is none. */
export function take<T, K>(draft: Draft, list: readonly T[], places: Places<K>, key: K, keyOf: (entry: T) => K): readonly T[] {
	const at = places.find(list, key, keyOf);
	if (at === -1) return list;
	const shorter = draft.own(list) as T[];
	if (at === 0) shorter.shift();
	else shorter.splice(at, 1);
	places.removed(key);
	return shorter;
}

/** The list with another entry in the place of the one that has this key; the same list if there is none. */
export function replace<T, K>(
	draft: Draft,
	list: readonly T[],
	places: Places<K>,
	key: K,
	keyOf: (entry: T) => K,
	change: (entry: T) => T,
): readonly T[] {
	const at = places.find(list, key, keyOf);
	if (at === -1) return list;
	const changed = draft.own(list) as T[];
	changed[at] = change(changed[at] as T);
	return changed;
}
