import type { World } from "./world.ts";
import type { WorldIndex } from "./world-index.ts";

export type Writable<T> = T extends readonly (infer E)[] ? E[] : { -readonly [K in keyof T]: T[K] };
type MapKey = {
	[K in keyof World]: World[K] extends Readonly<Record<string, object>> ? (string extends keyof World[K] ? K : never) : never;
}[keyof World];
type ValueOf<K extends MapKey> = World[K][string];

/**
 * One fold's working copy. Maps and entries are copied the first time they are written and never again within the fold, so a batch of
 * events costs one copy of each map that it touches; the worlds before and after share everything else.
 */
export type Draft = Writable<World> & {
	/** What is known of this world as it now is. Code that changes what the index tells of changes the index with it. */
	index: WorldIndex;
	/** The entry, writable; undefined if there is no such entry. */
	edit<K extends MapKey>(map: K, key: string): Writable<ValueOf<K>> | undefined;
	put<K extends MapKey>(map: K, key: string, value: ValueOf<K>): void;
	remove(map: MapKey, key: string): void;
	/** This list or record, writable: a copy the first time within the fold, later that same copy. A value that has been put is writable as it is. */
	own<T extends object>(value: T): Writable<T>;
	done(): World;
};

/** inPlace: this world belongs to the caller alone and is changed in place, without a single copy. See openRunning(). */
export function openDraft(world: World, index: WorldIndex, inPlace = false): Draft {
	const owned = new Set<object>();
	const isOwned = (value: object) => inPlace || owned.has(value);
	const ownMap = <K extends MapKey>(map: K): Record<string, ValueOf<K>> => {
		let record = draft[map] as Record<string, ValueOf<K>>;
		if (!isOwned(record)) {
			const copy = shallow(record);
			owned.add(copy);
			record = copy;
			(draft as unknown as Record<string, unknown>)[map] = record;
		}
		return record;
	};
	const draft: Draft = {
		...world,
		index,
		edit(map, key) {
			const entry = (draft[map] as Record<string, object>)[key];
			if (entry === undefined) return undefined;
			if (isOwned(entry)) return entry as never;
			const copy = shallow(entry);
			owned.add(copy);
			(ownMap(map) as Record<string, object>)[key] = copy;
			return copy as never;
		},
		put(map, key, value) {
			ownMap(map)[key] = value;
			if (!inPlace) owned.add(value);
		},
		remove(map, key) {
			if ((draft[map] as Record<string, unknown>)[key] === undefined) return;
			delete ownMap(map)[key];
		},
		own(value) {
			if (isOwned(value)) return value as never;
			const copy = Array.isArray(value) ? value.slice() : shallow(value);
			owned.add(copy);
			return copy as never;
		},
		done() {
			const { index: _index, edit: _edit, put: _put, remove: _remove, own: _own, done: _done, ...plain } = draft;
			return plain;
		},
	};
	return draft;
}

function shallow<T extends object>(value: T): T {
	if (Object.getPrototypeOf(value) !== null) return { ...value };
	// A map without inherited keys. Object.assign() takes five times as long for it.
	const copy = Object.create(null);
	for (const key of Object.keys(value)) copy[key] = value[key as keyof T];
	return copy;
}
