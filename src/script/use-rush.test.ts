import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { RoomState } from "#room/room-state.ts";
import { isRush } from "./use-rush.ts";

const state = (seq: number, link: "opening" | "live" = "live") => ({ link: { state: link }, live: { seq } }) as RoomState;

it("is a rush when one drawing brings more than can be followed, and not when a page comes to a room that has a past", () => {
	expect(isRush(state(10 + LIMITS.movedEvents), state(10))).toBe(false);
	expect(isRush(state(11 + LIMITS.movedEvents), state(10))).toBe(true);
	expect(isRush(state(90_000), state(0, "opening"))).toBe(false);
});
