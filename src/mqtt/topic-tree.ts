import { dropText, eachValue, type LevelNode, levelAt, nodeOf, openRoot, valueAt } from "./level-tree.ts";

/** Topics in a tree, so that a filter finds its topics without trying them all: each node is looked at once at most. */
export type TopicTree<T> = {
	/** One value per topic; a second call replaces the first. */
	put(topic: string, value: T): void;
	get(topic: string): T | undefined;
	remove(topic: string): void;
	/** Calls once for each topic that the filter matches, in no particular order. */
	match(filter: string, found: (value: T) => void): void;
};

/** T: anything but undefined. */
export function openTopicTree<T>(): TopicTree<T> {
	const root = openRoot<T>();
	return {
		put(topic, value) {
			nodeOf(root, topic).value = value;
		},
		get: (topic) => valueAt(root, topic),
		remove: (topic) => dropText(root, topic),
		match: (filter, found) => visit(root, filter, 0, found),
	};
}

/** at: where the filter goes on; past its end when no level is left. */
function visit<T>(node: LevelNode<T>, filter: string, at: number, found: (value: T) => void): void {
	if (at > filter.length) {
		if (node.value !== undefined) found(node.value);
		return;
	}
	const level = levelAt(filter, at);
	// "a/#" also matches "a" [MQTT-4.7.1-2, text].
	if (level === "#" && at > 0) return eachValue(node, found);
	if (node.below === null) return;
	if (level !== "#" && level !== "+") return visitNext(node.below.get(level), filter, at, found);
	for (const [first, next] of node.below) {
		// A filter that begins with a wildcard does not match a topic that begins with $ [MQTT-4.7.2-1].
		if (at === 0 && first.startsWith("$")) continue;
		if (level === "#") eachValue(next, found);
		else visitNext(next, filter, at, found);
	}
}

function visitNext<T>(next: LevelNode<T> | undefined, filter: string, at: number, found: (value: T) => void): void {
	if (next === undefined) return;
	const then = follow(next, filter, at);
	if (then !== -1) visit(next, filter, then, found);
}

/** Where the filter goes on behind the levels of this node: at "#" if that takes what is left of them; -1: no match. */
function follow({ text, from, to }: LevelNode<unknown>, filter: string, begin: number): number {
	let at = begin;
	for (let reached = from; reached <= to; ) {
		if (at > filter.length) return -1;
		const wanted = levelAt(filter, at);
		if (wanted === "#") return at;
		const given = levelAt(text, reached);
		if (wanted !== "+" && wanted !== given) return -1;
		at += wanted.length + 1;
		reached += given.length + 1;
	}
	return at;
}
