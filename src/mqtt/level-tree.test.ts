import fc from "fast-check";
import { expect, it } from "vitest";
import { dropText, type LevelNode, nodeOf, openRoot, valueAt } from "./level-tree.ts";
import { topics } from "./testkit/topics.ts";

/** Every node below this one. */
function nodesOf<T>(node: LevelNode<T>): LevelNode<T>[] {
	return [...(node.below?.values() ?? [])].flatMap((next) => [next, ...nodesOf(next)]);
}

it("has fewer than two nodes for each text, however deep, and none that stands for nothing", () => {
	fc.assert(
		fc.property(fc.array(topics, { maxLength: 30 }), fc.array(topics, { maxLength: 30 }), (put, dropped) => {
			const root = openRoot<string>();
			for (const text of put) nodeOf(root, text).value = text;
			for (const text of dropped) dropText(root, text);
			const left = new Set(put.filter((text) => !dropped.includes(text)));
			for (const text of [...put, ...dropped]) expect(valueAt(root, text)).toBe(left.has(text) ? text : undefined);
			const nodes = nodesOf(root);
			expect(nodes.length).toBeLessThanOrEqual(Math.max(0, 2 * left.size - 1));
			for (const { value, below } of nodes) expect(value !== undefined || (below?.size ?? 0) > 1).toBe(true);
			if (left.size === 0) expect(root.below).toBeNull();
		}),
		{ numRuns: 1_000 },
	);
});
