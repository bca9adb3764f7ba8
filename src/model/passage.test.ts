import fc from "fast-check";
import { expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { act, play } from "#engine/testkit/acts.ts";
import type { BothWorlds } from "./both-worlds.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { type History, openHistory } from "./history.ts";
import { openPassage } from "./passage.ts";
import type { World } from "./world.ts";

const plain = (world: World) => Object.fromEntries(Object.keys(EMPTY_WORLD).map((key) => [key, world[key as keyof World]]));
const both = ({ world, before }: BothWorlds) => [plain(before), plain(world)];

it("shows the same worlds on both sides of each event as the history does, event by event and after a leap, and changes none of the history's", async () => {
	const run = fc.record({
		acts: fc.array(act, { minLength: 10, maxLength: 60, size: "max" }),
		from: fc.double({ min: 0, max: 0.9, noNaN: true }),
		leap: fc.double({ min: 0, max: 0.9, noNaN: true }),
	});
	await fc.assert(
		fc.asyncProperty(run, async ({ acts, from, leap }) => {
			const events = await play(acts);
			const history = openHistory(EMPTY_WORLD).append(events);
			const untouched = openHistory(EMPTY_WORLD).append(structuredClone(events));
			const pass = openPassage();
			for (const share of [from, leap])
				for (const event of history.after(Math.floor(share * events.length)))
					expect(both(pass(history, event))).toEqual(both(untouched.sides(event)));
			for (const event of events) expect(both(history.sides(event))).toEqual(both(untouched.sides(event)));
		}),
		{ numRuns: 60 },
	);
});

it("asks a history for a world only where it begins and where it leaps", () => {
	const events = Array.from({ length: 500 }, (_, at): RoomEvent => ({ type: "delay.changed", delayMs: at, seq: at + 1, at }));
	const history = openHistory(EMPTY_WORLD).append(events);
	let asked = 0;
	const watched: History = {
		...history,
		at(seq) {
			asked += 1;
			return history.at(seq);
		},
	};
	const pass = openPassage();
	for (const event of events) pass(watched, event);
	const atTheBeginning = asked;
	for (const event of events.slice(100)) pass(watched, event);
	expect(asked).toBe(2 * atTheBeginning);
	expect(atTheBeginning).toBeLessThanOrEqual(2);
});
