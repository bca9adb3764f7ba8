/**
 * Topics or filters in a tree. One node stands for all the levels that lead to it without a fork: with a node for each level, 18,200 filters
 * of 100 levels took a gigabyte. Apart from the root, a node has a value, or at least two nodes below it.
 */
export type LevelNode<T> = {
	/** The levels that lead here from the node above are this part of a whole text: a piece cut out of it would be slower to read. */
	text: string;
	from: number;
	to: number;
	/** The nodes below, by the first level that leads to each. */
	below: Map<string, LevelNode<T>> | null;
	/** What belongs to the text that ends here; undefined: no text does. */
	value: T | undefined;
};

/** The root of an empty tree; no text ends there. */
export function openRoot<T>(): LevelNode<T> {
	return { text: "", from: 0, to: -1, below: null, value: undefined };
}

/** The level that begins at this place. */
export function levelAt(text: string, at: number): string {
	const end = text.indexOf("/", at);
	return end === -1 ? text.slice(at) : text.slice(at, end);
}

/** The node at which this text ends; it is made if there is none, and is to be given a value then. */
export function nodeOf<T>(root: LevelNode<T>, text: string): LevelNode<T> {
	let node = root;
	for (let at = 0; at <= text.length; at = node.to + 1) {
		const first = levelAt(text, at);
		node.below ??= new Map();
		const next = node.below.get(first);
		if (next === undefined) {
			const leaf = { text, from: at, to: text.length, below: null, value: undefined };
			node.below.set(first, leaf);
			return leaf;
		}
		const shared = sharedEnd(next, text);
		node = shared === next.to ? next : fork(node.below, first, next, shared);
	}
	return node;
}

/** Calls for each text in the tree, a text before those that begin with its levels. */
export function eachValue<T>(node: LevelNode<T>, call: (value: T) => void): void {
	if (node.value !== undefined) call(node.value);
	if (node.below !== null) for (const next of node.below.values()) eachValue(next, call);
}

/** What belongs to this text. */
export function valueAt<T>(root: LevelNode<T>, text: string): T | undefined {
	return wayTo(root, text)?.node.value;
}

/** Takes the text and its value out of the tree, with every node that stands for nothing then. */
export function dropText<T>(root: LevelNode<T>, text: string): void {
	const way = wayTo(root, text);
	if (way === null) return;
	const { above, node } = way;
	node.value = undefined;
	if (node.below !== null) return joinOnly(root, node);
	above.below?.delete(levelAt(text, node.from));
	if (above.below?.size === 0) above.below = null;
	joinOnly(root, above);
}

function wayTo<T>(root: LevelNode<T>, text: string): { readonly above: LevelNode<T>; readonly node: LevelNode<T> } | null {
	let above = root;
	let node = root;
	for (let at = 0; at <= text.length; at = node.to + 1) {
		const next = node.below?.get(levelAt(text, at));
		if (next === undefined || sharedEnd(next, text) !== next.to) return null;
		above = node;
		node = next;
	}
	return { above, node };
}

/** Where the levels end that this node and the text have in common. What leads to the node is the same in both, and so are the places. */
function sharedEnd<T>(node: LevelNode<T>, text: string): number {
	let shared = node.from;
	for (let at = node.from; ; at += 1) {
		const nodeEnds = at === node.to;
		const textEnds = at === text.length;
		if ((nodeEnds || node.text[at] === "/") && (textEnds || text[at] === "/")) shared = at;
		if (nodeEnds || textEnds || node.text[at] !== text[at]) return shared;
	}
}

/** A new node takes the place of this one, for the first of its levels. */
function fork<T>(siblings: Map<string, LevelNode<T>>, first: string, node: LevelNode<T>, to: number): LevelNode<T> {
	const { text, from } = node;
	node.from = to + 1;
	const above: LevelNode<T> = { text, from, to, below: new Map([[levelAt(text, node.from), node]]), value: undefined };
	siblings.set(first, above);
	return above;
}

/** A node without a value becomes one with the only node below it. */
function joinOnly<T>(root: LevelNode<T>, node: LevelNode<T>): void {
	if (node === root || node.value !== undefined || node.below?.size !== 1) return;
	for (const { text, to, value, below } of node.below.values()) Object.assign(node, { text, to, value, below });
}
