import { expect, test } from "vitest";
import type { Origin } from "#contract/event.ts";
import type { ClientPhase } from "#model/world.ts";
import { othersAtWork } from "./others.ts";
import { CONNECTED, CONNECTING, client, LEAVING, OFFLINE, worldOf } from "./testkit/sample.ts";

const GUEST: Origin = { kind: "guest", transport: "tcp" };
const OTHER_PAGE: Origin = { kind: "lab", page: "q" };
const mine = client("mine", CONNECTED);
const beside = (phase: ClientPhase, origin: Origin) => othersAtWork(worldOf(mine, client("theirs", phase, { origin })), "p");

test("a guest and a client of another page are others, as long as they are not offline", () => {
	for (const origin of [GUEST, OTHER_PAGE]) {
		expect([CONNECTING, CONNECTED, LEAVING].map((phase) => beside(phase, origin))).toEqual([true, true, true]);
		expect(beside(OFFLINE, origin)).toBe(false);
	}
});

test("nobody is another where only this page is at work, and nobody at all", () => {
	expect(othersAtWork(worldOf(mine), "p")).toBe(false);
	expect(othersAtWork(worldOf(), "p")).toBe(false);
});
