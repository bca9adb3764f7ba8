import { expect, test } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { lifeEnd } from "./life-end.ts";
import { CONNECTED, client, OFFLINE, worldOf } from "./testkit/sample.ts";

const ENDED = { phase: "offline", since: 50, reason: "room-closed", says: "The room was cleared." } as const;
const LIFE = { name: "one", before: 0 };
/** What is known to a page that came when the room was like this, at that seq, and was told these events. */
const from = (world: World, seq: number, ...events: readonly RoomEvent[]) => ({
	history: openHistory({ ...world, seq }).append(events),
	life: LIFE,
	link: { state: "live" } as const,
});
const cleared = (seq: number): RoomEvent => ({ type: "room.cleared", seq, at: 0 });
const paused = (seq: number): RoomEvent => ({ type: "clock.paused", seq, at: 0 });
const ended = worldOf(client("mine", ENDED), client("away", OFFLINE), client("theirs", ENDED, { origin: { kind: "lab", page: "q" } }));
const before = from(worldOf(client("mine", CONNECTED)), 4);

test("a clearing throws out the clients of this page that were connected until then", () => {
	const now = from(ended, 4, paused(5), cleared(6));
	expect(lifeEnd(now, before, "p")).toEqual({ how: "cleared", out: ["mine"] });
	expect(lifeEnd(from(ended, 5, cleared(6)), from(ended, 5), "p")).toEqual({ how: "cleared", out: ["mine"] });
});

test("a clearing that a page missed, because it was told the room as a whole, is seen by the room's state", () => {
	const whole = from({ ...EMPTY_WORLD, clearedSeq: 3_000 }, 9_000);
	expect(lifeEnd(whole, before, "p")).toEqual({ how: "cleared", out: [] });
});

test("another life of the room ends what was known of the last, whatever its seqs are", () => {
	for (const seq of [1, 4, 5, 9_000]) {
		const now = { ...from(EMPTY_WORLD, seq), life: { name: "two", before: 1 } };
		expect(lifeEnd(now, before, "p")).toEqual({ how: "begun-anew" });
	}
});

test("nothing ends by what is not a clearing, is old, or was before this page came", () => {
	const now = from(ended, 4, paused(5), cleared(6));
	expect(lifeEnd(from(ended, 4, paused(5)), before, "p")).toBeNull();
	expect(lifeEnd({ ...now, history: now.history.append([paused(7)]) }, now, "p")).toBeNull();
	expect(lifeEnd(now, { ...from(EMPTY_WORLD, 0), life: null }, "p")).toBeNull();
	expect(lifeEnd(now, { ...before, link: { state: "opening" } }, "p")).toBeNull();
});
