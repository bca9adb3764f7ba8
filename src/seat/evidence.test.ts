import { expect, test } from "vitest";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { DROPPED_AT_QOS_0, moments } from "#model/testkit/sample.ts";
import { evidenceOf } from "./evidence.ts";

const world = moments(DROPPED_AT_QOS_0).at(-1)?.world ?? EMPTY_WORLD;

test("the evidence is the client's session, and what became of the question's messages, with the reason", () => {
	const found = evidenceOf(world, { client: "sub-1", messages: ["m1"] });
	expect(found?.box.filters).toEqual([["greenhouse/+", 1]]);
	expect(found?.piles).toMatchObject([{ fate: "dropped", head: "1 dropped.", says: "Published at QoS 0, so not queued." }]);
});

test("a phone that is not told of the trainer's clients shows no evidence instead of an empty one", () => {
	expect(evidenceOf(EMPTY_WORLD, { client: "sub-1", messages: ["m1"] })).toBeNull();
	expect(evidenceOf(world, { client: null, messages: [] })).toBeNull();
});

test("a message that the room has forgotten is left out", () => {
	expect(evidenceOf(world, { client: "sub-1", messages: ["m9"] })?.piles).toEqual([]);
});
