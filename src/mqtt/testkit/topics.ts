import fc from "fast-check";

/** Few levels, so that much matches and much forks; levels that look like wildcards and are none, as stock Aedes takes them. */
const level = fc.constantFrom("a", "b", "ab", "", "$x", "a#", "b+");

export const topics = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join("/") || "a");

export const filters = fc
	.tuple(fc.array(fc.oneof({ weight: 2, arbitrary: level }, { weight: 1, arbitrary: fc.constant("+") }), { maxLength: 5 }), fc.boolean())
	.map(([levels, all]) => [...levels, ...(all ? ["#"] : [])].join("/") || "#");
