/**
 * Filters compiled level by level, so that a topic finds its filters without trying them all: matching uncompiled filters against many
 * left-over sessions held up a CONNACK for 2 s.
 */
type Branch<T> = { readonly levels: Map<string, Branch<T>>; readonly here: Map<string, T>; readonly below: Map<string, T> };

export type FilterTree<T> = {
	/** One value per (filter, key); a second call replaces the first. */
	put(filter: string, key: string, value: T): void;
	/** True if the entry was there. */
	remove(filter: string, key: string): boolean;
	/** Calls once for each filter that matches. */
	match(topic: string, found: (key: string, value: T) => void): void;
	/** All entries that are there; when put into an empty tree in this order, they make a tree that finds filters in the same order. */
	entries(): [filter: string, key: string, value: T][];
};

export function openFilterTree<T>(): FilterTree<T> {
	const root = branch<T>();
	return {
		put(filter, key, value) {
			const { at, leaf } = walk(root, filter);
			(leaf === "below" ? at.below : at.here).set(key, value);
		},
		remove(filter, key) {
			return prune(root, filter.split("/"), 0, key);
		},
		match(topic, found) {
			const dollar = topic.startsWith("$"); // [MQTT-4.7.2-1]
			collect(root, topic.split("/"), 0, dollar, found);
		},
		entries: () => list(root, []),
	};
}

function branch<T>(): Branch<T> {
	return { levels: new Map(), here: new Map(), below: new Map() };
}

function walk<T>(root: Branch<T>, filter: string): { at: Branch<T>; leaf: "here" | "below" } {
	let at = root;
	for (const level of filter.split("/")) {
		if (level === "#") return { at, leaf: "below" };
		let next = at.levels.get(level);
		if (next === undefined) {
			next = branch();
			at.levels.set(level, next);
		}
		at = next;
	}
	return { at, leaf: "here" };
}

function collect<T>(
	at: Branch<T>,
	levels: readonly string[],
	index: number,
	dollar: boolean,
	found: (key: string, value: T) => void,
): void {
	const wild = !(dollar && index === 0);
	// "a/#" also matches "a" [MQTT-4.7.1-2, text].
	if (wild) for (const [key, value] of at.below) found(key, value);
	if (index === levels.length) {
		for (const [key, value] of at.here) found(key, value);
		return;
	}
	const named = at.levels.get(levels[index] as string);
	if (named !== undefined && levels[index] !== "+") collect(named, levels, index + 1, dollar, found);
	const any = at.levels.get("+");
	if (wild && any !== undefined) collect(any, levels, index + 1, dollar, found);
}

function list<T>(at: Branch<T>, levels: readonly string[]): [filter: string, key: string, value: T][] {
	const under = (map: ReadonlyMap<string, T>, filter: readonly string[]) =>
		[...map].map(([key, value]): [string, string, T] => [filter.join("/"), key, value]);
	const deeper = [...at.levels].flatMap(([level, branch]) => list(branch, [...levels, level]));
	return [...under(at.here, levels), ...under(at.below, [...levels, "#"]), ...deeper];
}

function prune<T>(at: Branch<T>, levels: readonly string[], index: number, key: string): boolean {
	if (index === levels.length) return at.here.delete(key);
	const level = levels[index] as string;
	if (level === "#") return at.below.delete(key);
	const next = at.levels.get(level);
	if (next === undefined) return false;
	const removed = prune(next, levels, index + 1, key);
	if (next.levels.size === 0 && next.here.size === 0 && next.below.size === 0) at.levels.delete(level);
	return removed;
}
