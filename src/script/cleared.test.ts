import { expect, test } from "vitest";
import { EMPTY_WORLD, type World } from "#model/world.ts";
import type { Told } from "#room/room-state.ts";
import { thrownOut } from "./cleared.ts";
import { CONNECTED, client, OFFLINE, worldOf } from "./testkit/sample.ts";

const ENDED = { phase: "offline", since: 50, reason: "room-closed", says: "The room was cleared." } as const;
const at = (world: World, seq: number): World => ({ ...world, seq });
const cleared = (seq: number): Told => ({ event: { type: "room.cleared", seq, at: 0 }, world: at(EMPTY_WORLD, seq) });
const paused = (seq: number, world: World): Told => ({ event: { type: "clock.paused", seq, at: 0 }, world: at(world, seq) });
const ended = worldOf(client("mine", ENDED), client("away", OFFLINE), client("theirs", ENDED, { origin: { kind: "lab", page: "q" } }));
const before = { told: [], world: at(worldOf(client("mine", CONNECTED)), 4) };

test("a clearing throws out the clients of this page that were connected until then", () => {
	const now = { told: [paused(5, ended), cleared(6)], world: at(EMPTY_WORLD, 6) };
	expect(thrownOut(now, before, "p")).toEqual(["mine"]);
	expect(thrownOut({ ...now, told: [cleared(6)] }, { told: [], world: at(ended, 5) }, "p")).toEqual(["mine"]);
});

test("nothing is thrown out by what is no clearing, is old, or was before this page came", () => {
	const told = [paused(5, ended), cleared(6)];
	const now = { told, world: at(EMPTY_WORLD, 6) };
	expect(thrownOut({ told: [paused(5, ended)], world: at(ended, 5) }, before, "p")).toBeNull();
	expect(thrownOut({ told: [...told, paused(7, EMPTY_WORLD)], world: at(EMPTY_WORLD, 7) }, now, "p")).toBeNull();
	expect(thrownOut(now, { told: [], world: EMPTY_WORLD }, "p")).toBeNull();
});
