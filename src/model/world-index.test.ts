import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { act, play } from "#engine/testkit/acts.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fold, openRunning } from "./reduce.ts";
import { reviveWorld } from "./revive.ts";
import { crowd } from "./testkit/crowd.ts";
import type { World } from "./world.ts";

/** What happens to a world between two folds; only the first keeps the index that was at hand. */
const BETWEEN: readonly ((world: World) => World)[] = [
	(world) => world,
	(world) => ({ ...world }),
	(world) => reviveWorld(JSON.parse(JSON.stringify(world))),
	// Another fold takes the index away.
	(world) => {
		fold(world, [{ type: "room.cleared", seq: world.seq + 1, at: world.at }]);
		return world;
	},
];

const cuts = fc.array(fc.record({ size: fc.integer({ min: 1, max: 90 }), between: fc.nat(BETWEEN.length - 1) }), { minLength: 1 });

function expectSame(events: readonly RoomEvent[], pieces: readonly { readonly size: number; readonly between: number }[]): World {
	const running = openRunning(EMPTY_WORLD);
	let world = EMPTY_WORLD;
	for (let at = 0, turn = 0; at < events.length; turn += 1) {
		const { size = 1, between = 0 } = pieces[turn % pieces.length] ?? {};
		const part = events.slice(at, at + size);
		for (const event of part) running.take(event);
		world = fold(BETWEEN[between]?.(world) ?? world, part);
		at += size;
	}
	expect(world).toEqual(fold(EMPTY_WORLD, events));
	expect(running.world()).toEqual(world);
	expect(Object.keys(running.world().messages)).toEqual(Object.keys(world.messages));
	return world;
}

describe("the index beside a world decides nothing", () => {
	it("in a room that anything may happen to", async () => {
		const acts = fc.array(act, { minLength: 10, maxLength: 60, size: "max" });
		await fc.assert(
			fc.asyncProperty(acts, cuts, async (all, pieces) => void expectSame(await play(all), pieces)),
			{ numRuns: 40 },
		);
	});

	it.each([
		["many subscribers", ["a/#", "a/1", "a/+", "b", "7", "constructor"]],
		["few subscribers", ["constructor", "7", "x/+"]],
	])("in a room where every bound is passed, with %s", (_, filters) => {
		const pieces = [201, 60, 333, 47].map((size, between) => ({ size, between }));
		const world = expectSame(crowd(7, 4_000, filters), pieces);
		expect(world.forgotten.messages).toBeGreaterThan(0);
		expect(Object.keys(world.messages).length).toBeLessThanOrEqual(LIMITS.messagesHard);
		expect(Object.values(world.fates).flatMap((fates) => Object.keys(fates)).length).toBeLessThanOrEqual(LIMITS.fatesHard);
		expect(Object.keys(world.gone).length).toBeLessThanOrEqual(LIMITS.goneSessions);
	});
});
