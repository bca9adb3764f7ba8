import { expect, test } from "vitest";
import type { Visitor } from "#contract/door.ts";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fold } from "./reduce.ts";

const visitor = (clientId: string, hex = ""): Visitor => ({
	why: "mqtt-5",
	outcome: "refused",
	from: "10.0.0.7",
	by: "tcp",
	clientId,
	hex,
	answer: 1,
	says: "",
	advice: "",
	clause: null,
});
const knocks = (visitors: readonly Visitor[], more = { times: 1, unlisted: 0 }): RoomEvent[] =>
	visitors.map((one, index) => ({ type: "door.knocked", ...one, ...more, seq: index + 1, at: index }));

test("the newest visitors are listed, and all of them are counted", () => {
	const { door } = fold(
		EMPTY_WORLD,
		knocks(
			Array.from({ length: 100 }, (_, one) => visitor(`c${one}`)),
			{ times: 2, unlisted: 3 },
		),
	);
	expect(door.count).toBe(500);
	expect(door.visitors).toHaveLength(LIMITS.doorListed);
	expect(door.visitors.at(-1)).toMatchObject({ clientId: "c99", times: 2, seq: 100, at: 99 });
});

test("a visitor that comes again is one visitor, which came last, with the bytes of its last visit", () => {
	const { door } = fold(EMPTY_WORLD, knocks([visitor("a", "01"), visitor("b"), visitor("a", "02")]));
	expect(door.visitors.map(({ clientId, times, hex }) => [clientId, times, hex])).toEqual([
		["b", 1, ""],
		["a", 2, "02"],
	]);
});
