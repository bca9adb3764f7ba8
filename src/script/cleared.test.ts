import { expect, test } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { openHistory } from "#model/history.ts";
import { EMPTY_WORLD, type World } from "#model/world.ts";
import { thrownOut } from "./cleared.ts";
import { CONNECTED, client, OFFLINE, worldOf } from "./testkit/sample.ts";

const ENDED = { phase: "offline", since: 50, reason: "room-closed", says: "The room was cleared." } as const;
/** What is known to a page that came when the room was like this, at that seq, and was told these events. */
const from = (world: World, seq: number, ...events: readonly RoomEvent[]) => ({
	history: openHistory({ ...world, seq }).append(events),
});
const cleared = (seq: number): RoomEvent => ({ type: "room.cleared", seq, at: 0 });
const paused = (seq: number): RoomEvent => ({ type: "clock.paused", seq, at: 0 });
const ended = worldOf(client("mine", ENDED), client("away", OFFLINE), client("theirs", ENDED, { origin: { kind: "lab", page: "q" } }));
const before = from(worldOf(client("mine", CONNECTED)), 4);

test("a clearing throws out the clients of this page that were connected until then", () => {
	const now = from(ended, 4, paused(5), cleared(6));
	expect(thrownOut(now, before, "p")).toEqual(["mine"]);
	expect(thrownOut(from(ended, 5, cleared(6)), from(ended, 5), "p")).toEqual(["mine"]);
});

test("nothing is thrown out by what is no clearing, is old, or was before this page came", () => {
	const now = from(ended, 4, paused(5), cleared(6));
	expect(thrownOut(from(ended, 4, paused(5)), before, "p")).toBeNull();
	expect(thrownOut({ history: now.history.append([paused(7)]) }, now, "p")).toBeNull();
	expect(thrownOut(now, from(EMPTY_WORLD, 0), "p")).toBeNull();
});
