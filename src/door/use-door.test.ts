import { expect, test } from "vitest";
import type { AtDoor } from "#model/world.ts";
import { emptiedIn, seenAtDoor } from "./use-door.ts";

const at = (seq: number) => ({ seq, at: seq, times: 2 }) as AtDoor;
const door = { count: 9, visitors: [at(3), at(5), at(8)] };

test("the newest stands first, and what the room has counted without listing it is a number", () => {
	expect(seenAtDoor(door, 0)).toEqual({ visitors: [at(8), at(5), at(3)], unlisted: 3 });
});

test("a list that was emptied shows the clients that came after that", () => {
	expect(seenAtDoor(door, 5)).toEqual({ visitors: [at(8)], unlisted: 0 });
	expect(seenAtDoor(door, 8)).toEqual({ visitors: [], unlisted: 0 });
});

test("what was emptied in one life of a room is not empty in another, nor in another room", () => {
	const emptied = { life: "one", seq: 5 };
	expect([{ name: "one", before: 0 }, { name: "two", before: 1 }, null].map((life) => emptiedIn(life, emptied))).toEqual([5, 0, 0]);
});
