import fc from "fast-check";
import { expect, it } from "vitest";
import { type FilterTree, openFilterTree } from "./filter-tree.ts";
import { filters, topics } from "./testkit/topics.ts";
import { matches } from "./topic.ts";

const key = fc.constantFrom("k1", "k2", "k3");
/** What is done to a tree; most of what is removed is there. */
const acts = fc.array(fc.record({ does: fc.constantFrom("put", "put", "remove"), filter: filters, key }), { maxLength: 40 });

type Found = [key: string, value: number, filter: string];

function found(tree: FilterTree<number>, topic: string): Found[] {
	const all: Found[] = [];
	tree.match(topic, (...one) => all.push(one));
	return all;
}

const sorted = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).sort();

/** Does the acts to the tree, and to a list that is searched with matches(). */
function build(tree: FilterTree<number>, done: readonly { does: string; filter: string; key: string }[]): Map<string, Found> {
	const kept = new Map<string, Found>();
	for (const [value, { does, filter, key }] of done.entries()) {
		const name = `${key} ${filter}`;
		if (does === "put") {
			expect(tree.put(filter, key, value)).toBe(!kept.has(name));
			kept.set(name, [key, value, filter]);
		} else expect(tree.remove(filter, key)).toBe(kept.delete(name));
	}
	return kept;
}

it("finds the filters that match with all their keys, no more and no less, also after removals", () => {
	fc.assert(
		fc.property(acts, topics, (done, topic) => {
			const tree = openFilterTree<number>();
			const kept = build(tree, done);
			expect(sorted(found(tree, topic))).toEqual(sorted([...kept.values()].filter(([, , filter]) => matches(filter, topic))));
			expect(sorted(tree.entries())).toEqual(sorted([...kept.values()].map(([key, value, filter]) => [filter, key, value])));
		}),
		{ numRuns: 2_000 },
	);
});

it("finds for one key the first filter that it finds for all, whether it is asked before or after the filters are put", () => {
	fc.assert(
		fc.property(acts, topics, key, fc.boolean(), (done, topic, one, early) => {
			const tree = openFilterTree<number>();
			if (early) expect(tree.find(topic, one)).toBeNull();
			build(tree, done);
			const first = found(tree, topic).find(([key]) => key === one);
			expect(tree.find(topic, one)).toEqual(first === undefined ? null : { filter: first[2], value: first[1] });
		}),
		{ numRuns: 1_000 },
	);
});

it("finds in the same order when its entries are put into an empty tree", () => {
	fc.assert(
		fc.property(acts, topics, (done, topic) => {
			const tree = openFilterTree<number>();
			build(tree, done);
			const copy = openFilterTree<number>();
			for (const [filter, key, value] of tree.entries()) copy.put(filter, key, value);
			expect(found(copy, topic)).toEqual(found(tree, topic));
			expect(copy.entries().length).toBe(tree.entries().length);
		}),
		{ numRuns: 1_000 },
	);
});

it("is empty once all is removed, in whatever order", () => {
	fc.assert(
		fc.property(fc.uniqueArray(filters, { maxLength: 20 }), fc.integer(), (all, seed) => {
			const tree = openFilterTree<number>();
			for (const filter of all) tree.put(filter, "k", 1);
			const order = all.map((filter, at) => [Math.imul(at + 1, seed) >>> 0, filter] as const).sort(([a], [b]) => a - b);
			for (const [index, [, filter]] of order.entries()) {
				expect(tree.remove(filter, "k")).toBe(true);
				expect(tree.entries()).toHaveLength(all.length - index - 1);
			}
			expect(tree.remove("a", "k")).toBe(false);
		}),
	);
});
