import fc from "fast-check";
import { expect, it } from "vitest";
import { openFilterTree } from "./filter-tree.ts";
import { matches } from "./topic.ts";

it.each([
	["sport/tennis/player1/#", "sport/tennis/player1", true],
	["sport/tennis/player1/#", "sport/tennis/player1/ranking", true],
	["sport/#", "sport", true],
	["#", "a/b/c", true],
	["sport/tennis/+", "sport/tennis/player1", true],
	["sport/tennis/+", "sport/tennis/player1/ranking", false],
	["sport/+", "sport", false],
	["sport/+", "sport/", true],
	["+/+", "/finance", true],
	["/+", "/finance", true],
	["+", "/finance", false],
	["#", "$SYS/uptime", false],
	["+/monitor/clients", "$SYS/monitor/clients", false],
	["$SYS/#", "$SYS/uptime", true],
	["a", "A", false],
])("%s and %s: %s [3.1.1 section 4.7]", (filter, topic, expected) => {
	expect(matches(filter, topic)).toBe(expected);
});

it("the tree finds the filters that match, no more and no less, also after removals", () => {
	const level = fc.constantFrom("a", "b", "", "$x");
	const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join("/") || "a");
	const filter = fc
		.tuple(fc.array(fc.oneof(level, fc.constant("+")), { minLength: 1, maxLength: 4 }), fc.boolean())
		.map(([levels, all]) => [...levels, ...(all ? ["#"] : [])].join("/") || "#");
	fc.assert(
		fc.property(fc.array(filter, { maxLength: 12 }), fc.array(filter, { maxLength: 6 }), topic, (filters, removed, name) => {
			const tree = openFilterTree<string>();
			for (const one of filters) tree.put(one, "key", one);
			for (const one of removed) tree.remove(one, "key");
			const found: string[] = [];
			tree.match(name, (_key, one) => found.push(one));
			const wanted = [...new Set(filters)].filter((one) => !removed.includes(one) && matches(one, name));
			expect(found.sort()).toEqual(wanted.sort());
		}),
		{ numRuns: 500 },
	);
});
