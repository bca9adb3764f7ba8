import { dropText, eachValue, type LevelNode, nodeOf, openRoot, valueAt } from "./level-tree.ts";

/**
 * Filters in a tree, so that a topic finds its filters without trying them all: each node is looked at once at most. The order is fixed by
 * the filters themselves ("#" first, then the filter that ends, then the next level by its name, then "+"), and among the keys of one filter
 * by the order of put().
 */
export type FilterTree<T> = {
	/** One value per (filter, key); true if there was none yet. */
	put(filter: string, key: string, value: T): boolean;
	/** True if the entry was there. */
	remove(filter: string, key: string): boolean;
	/** Calls once for each filter that matches and each of its keys. */
	match(topic: string, found: (key: string, value: T, filter: string) => void): void;
	/** The first filter of this key that matches, in the order of match(); no other key's filters are looked at. */
	find(topic: string, key: string): { readonly filter: string; readonly value: T } | null;
	/** All entries that are there; when put into an empty tree in this order, they make a tree that finds filters in the same order. */
	entries(): [filter: string, key: string, value: T][];
};

/** One filter, and what belongs to it under each key. */
type Kept<T> = { readonly filter: string; readonly byKey: Map<string, T> };
type Node<T> = LevelNode<Kept<T>>;

export function openFilterTree<T>(): FilterTree<T> {
	const root = openRoot<Kept<T>>();
	/** A tree for each key by itself; null until somebody asks for one key. */
	let ofKeys: Map<string, Node<T>> | null = null;
	const entries = () => {
		const all: [string, string, T][] = [];
		eachValue(root, ({ filter, byKey }) => {
			for (const [key, value] of byKey) all.push([filter, key, value]);
		});
		return all;
	};
	return {
		put(filter, key, value) {
			if (ofKeys !== null) putInto(treeOf(ofKeys, key), filter, key, value);
			return putInto(root, filter, key, value);
		},
		remove(filter, key) {
			const own = ofKeys?.get(key);
			if (own !== undefined) {
				removeFrom(own, filter, key);
				if (own.below === null) ofKeys?.delete(key);
			}
			return removeFrom(root, filter, key);
		},
		match(topic, found) {
			for (const { filter, byKey } of search(root, topic, Number.POSITIVE_INFINITY))
				for (const [key, value] of byKey) found(key, value, filter);
		},
		find(topic, key) {
			if (ofKeys === null) {
				ofKeys = new Map();
				for (const [filter, its, value] of entries()) putInto(treeOf(ofKeys, its), filter, its, value);
			}
			const own = ofKeys.get(key);
			const first = own === undefined ? undefined : search(own, topic, 1)[0];
			return first === undefined ? null : { filter: first.filter, value: first.byKey.get(key) as T };
		},
		entries,
	};
}

function treeOf<T>(ofKeys: Map<string, Node<T>>, key: string): Node<T> {
	let tree = ofKeys.get(key);
	if (tree === undefined) {
		tree = openRoot<Kept<T>>();
		ofKeys.set(key, tree);
	}
	return tree;
}

function putInto<T>(root: Node<T>, filter: string, key: string, value: T): boolean {
	const node = nodeOf(root, filter);
	node.value ??= { filter, byKey: new Map() };
	const isNew = !node.value.byKey.has(key);
	node.value.byKey.set(key, value);
	return isNew;
}

function removeFrom<T>(root: Node<T>, filter: string, key: string): boolean {
	const byKey = valueAt(root, filter)?.byKey;
	if (byKey === undefined || !byKey.delete(key)) return false;
	if (byKey.size === 0) dropText(root, filter);
	return true;
}

const SLASH = 47;
const PLUS = 43;
const HASH = 35;

/** The topic of the search that goes on, letter by letter, and where the level of each letter ends: a string would be read half as fast. */
let letters = new Uint16Array(64);
let ends = new Uint16Array(64);

/** The filters that match, at most that many. */
function search<T>(root: Node<T>, topic: string, most: number): Kept<T>[] {
	if (topic.length >= ends.length) {
		letters = new Uint16Array(topic.length * 2);
		ends = new Uint16Array(topic.length * 2);
	}
	ends[topic.length] = topic.length;
	for (let at = topic.length - 1; at >= 0; at -= 1) {
		letters[at] = topic.charCodeAt(at);
		ends[at] = letters[at] === SLASH ? at : (ends[at + 1] as number);
	}
	const found: Kept<T>[] = [];
	visit(root, topic, 0, found, most);
	return found;
}

/** at: where the topic goes on; past its end when no level is left. */
function visit<T>(node: Node<T>, topic: string, at: number, found: Kept<T>[], most: number): void {
	const { below, value } = node;
	// A filter that begins with a wildcard does not match a topic that begins with $ [MQTT-4.7.2-1].
	const wild = at > 0 || !topic.startsWith("$");
	// "a/#" also matches "a" [MQTT-4.7.1-2, text].
	if (below !== null && wild) visitNext(below.get("#"), topic, at, found, most);
	if (at > topic.length) {
		if (value !== undefined && found.length < most) found.push(value);
	} else if (below !== null) {
		visitNext(below.get(topic.slice(at, ends[at])), topic, at, found, most);
		if (wild) visitNext(below.get("+"), topic, at, found, most);
	}
}

function visitNext<T>(next: Node<T> | undefined, topic: string, at: number, found: Kept<T>[], most: number): void {
	if (next === undefined || found.length >= most) return;
	const then = follow(next, topic.length, at);
	if (then !== -1) visit(next, topic, then, found, most);
}

/** Where the topic goes on behind the levels of this node: past its end when no level is left, or "#" takes the rest; -1: no match. */
function follow({ text, from, to }: Node<unknown>, length: number, begin: number): number {
	const all = text.charCodeAt(to - 1) === HASH && (to - 1 === from || text.charCodeAt(to - 2) === SLASH);
	if (all && to - 1 === from) return length + 1;
	const end = all ? to - 2 : to;
	let at = begin;
	let levelBegins = true;
	for (let read = from; read < end; read += 1) {
		const letter = text.charCodeAt(read);
		if (levelBegins && letter === PLUS && (read + 1 === end || text.charCodeAt(read + 1) === SLASH)) at = ends[at] as number;
		else if (at < length && letters[at] === letter) at += 1;
		else return -1;
		levelBegins = letter === SLASH;
	}
	if (at < length && letters[at] !== SLASH) return -1;
	return all ? length + 1 : at + 1;
}
