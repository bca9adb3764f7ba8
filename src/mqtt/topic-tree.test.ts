import fc from "fast-check";
import { expect, it } from "vitest";
import { filters, topics } from "./testkit/topics.ts";
import { matches } from "./topic.ts";
import { openTopicTree } from "./topic-tree.ts";

it("finds the topics that a filter matches, no more and no less, also after removals", () => {
	fc.assert(
		fc.property(fc.array(topics, { maxLength: 20 }), fc.array(topics, { maxLength: 10 }), filters, (put, removed, filter) => {
			const tree = openTopicTree<string>();
			for (const topic of put) tree.put(topic, topic);
			for (const topic of removed) tree.remove(topic);
			const left = [...new Set(put)].filter((topic) => !removed.includes(topic));
			const found: string[] = [];
			tree.match(filter, (topic) => found.push(topic));
			expect(found.sort()).toEqual(left.filter((topic) => matches(filter, topic)).sort());
			for (const topic of put) expect(tree.get(topic)).toBe(left.includes(topic) ? topic : undefined);
		}),
		{ numRuns: 2_000 },
	);
});
