import type { World } from "./world.ts";

export type Writable<T> = { -readonly [K in keyof T]: T[K] };
type MapKey = {
	[K in keyof World]: World[K] extends Readonly<Record<string, object>> ? (string extends keyof World[K] ? K : never) : never;
}[keyof World];
type ValueOf<K extends MapKey> = World[K][string];

/**
 * One fold's working copy. Maps and entries are copied the first time they are written and never again within the fold, so a batch of
 * events costs one copy of each map that it touches; the worlds before and after share everything else.
 */
export type Draft = Writable<World> & {
	/** The entry, writable; undefined if there is none. */
	edit<K extends MapKey>(map: K, key: string): Writable<ValueOf<K>> | undefined;
	put<K extends MapKey>(map: K, key: string, value: ValueOf<K>): void;
	remove(map: MapKey, key: string): void;
	done(): World;
};

export function openDraft(world: World): Draft {
	const owned = new Set<object>();
	const ownMap = <K extends MapKey>(map: K): Record<string, ValueOf<K>> => {
		let record = draft[map] as Record<string, ValueOf<K>>;
		if (!owned.has(record)) {
			record = Object.assign(Object.create(null), record) as Record<string, ValueOf<K>>;
			owned.add(record);
			(draft as unknown as Record<string, unknown>)[map] = record;
		}
		return record;
	};
	const draft: Draft = {
		...world,
		edit(map, key) {
			const entry = (draft[map] as Record<string, object>)[key];
			if (entry === undefined) return undefined;
			if (owned.has(entry)) return entry as never;
			const copy = Object.assign(Object.create(Object.getPrototypeOf(entry)), entry) as object;
			owned.add(copy);
			(ownMap(map) as Record<string, object>)[key] = copy;
			return copy as never;
		},
		put(map, key, value) {
			ownMap(map)[key] = value;
		},
		remove(map, key) {
			if ((draft[map] as Record<string, unknown>)[key] !== undefined) delete ownMap(map)[key];
		},
		done() {
			const { edit: _edit, put: _put, remove: _remove, done: _done, ...plain } = draft;
			return plain;
		},
	};
	return draft;
}
