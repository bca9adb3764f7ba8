import fc from "fast-check";
import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { act, play } from "#engine/testkit/acts.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import { crowd } from "#model/testkit/crowd.ts";
import type { World } from "#model/world.ts";
import { isWithin } from "./bounds.ts";
import { holdsTogether, WorldSchema } from "./world-schema.ts";

/** Through a file and back: the same world, to the last key, and it holds together. */
function expectReadBack(world: World): void {
	const text = JSON.stringify(world);
	const read = WorldSchema.parse(JSON.parse(text));
	expect(read).toEqual(world);
	expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(text));
	expect(holdsTogether(read)).toBe(true);
	expect(isWithin(world, LIMITS.recorded.list)).toBe(true);
	expect(Object.getPrototypeOf(read.clients)).toBeNull();
}

it("reads every world that a room comes to, as it was written", async () => {
	const acts = fc.array(act, { minLength: 20, maxLength: 60, size: "max" });
	await fc.assert(
		fc.asyncProperty(acts, async (played) => {
			let world: World = EMPTY_WORLD;
			for (const event of await play(played)) {
				world = fold(world, [event]);
				expect(isWithin(event, LIMITS.sessions)).toBe(true);
				if (event.seq % 5 === 0) expectReadBack(world);
			}
			expectReadBack(world);
		}),
		{ numRuns: 60 },
	);
});

it("reads a world in which every bound is reached", () => {
	expectReadBack(fold(EMPTY_WORLD, crowd(3, 4_000, ["a/#", "b"])));
});

it("reads a world of the time before sessions had a highest mark", () => {
	const world = fold(EMPTY_WORLD, crowd(3, 500, ["a/#", "b"]));
	const marked = Object.values(world.sessions).filter(({ highest }) => highest !== undefined);
	expect(marked.length).toBeGreaterThan(0);
	const text = JSON.stringify(world, (key, value) => (key === "highest" ? undefined : value));
	expect(JSON.stringify(WorldSchema.parse(JSON.parse(text)))).not.toContain("highest");
});

it("knows names that every object inherits for what they are", () => {
	const world = fold(EMPTY_WORLD, crowd(3, 50, ["a/#", "b"]));
	const [client] = Object.values(world.clients);
	const odd = Object.assign(Object.create(null), {
		["__proto__"]: { ...client, clientId: "__proto__", phase: { phase: "offline", since: 1, reason: "cut", says: "" } },
	});
	const read = WorldSchema.parse(JSON.parse(JSON.stringify({ ...world, clients: odd })));
	expect(Object.keys(read.clients)).toEqual(["__proto__"]);
	expect(holdsTogether(read)).toBe(true);
});

it("reads no world that lists a thing under another name, or a fate of a message that is not there", () => {
	const world = fold(EMPTY_WORLD, crowd(3, 500, ["a/#", "b"]));
	expect(holdsTogether(world)).toBe(true);
	expect(holdsTogether({ ...world, messages: {} })).toBe(false);
	const [first, ...rest] = Object.entries(world.clients);
	expect(holdsTogether({ ...world, clients: Object.fromEntries([["someone", first?.[1]], ...rest]) as World["clients"] })).toBe(false);
	expect(WorldSchema.safeParse({ ...world, sessions: [] }).success).toBe(false);
	expect(WorldSchema.safeParse({ ...world, at: null }).success).toBe(false);
});
