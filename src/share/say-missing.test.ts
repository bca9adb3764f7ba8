import { expect, it } from "vitest";
import type { Recording } from "#script/recorder.ts";
import { client, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import { sayMissing } from "./say-missing.ts";

const step = (id: string) => ({ step: { do: "disconnect", client: id } as const, at: 0 });
const recording = (more: Partial<Recording>): Recording => ({
	steps: [],
	cutOff: false,
	earlier: null,
	reloaded: [],
	byHand: true,
	...more,
});
const guest = (id: string) => client(id, OFFLINE, { origin: { kind: "guest", peer: "10.0.0.2" } as never });

it("has nothing to say of a recording that holds all that was done in the room, also before a reload", () => {
	const world = worldOf(client("a", OFFLINE), client("b", OFFLINE, { origin: { kind: "lab", page: "before" } }));
	expect(sayMissing(recording({ steps: [step("a"), step("b")] }), world, "p")).toEqual([]);
});

it("names whoever did something that no step of this page holds", () => {
	const world = worldOf(client("a", OFFLINE), guest("porch"), client("c", OFFLINE, { origin: { kind: "lab", page: "other" } }));
	expect(sayMissing(recording({ steps: [step("a")] }), world, "p")).toEqual([
		"What porch and c did is missing: this page knows only the steps of its own clients.",
	]);
	// a guest that came under the name of a client of this page did what this page did not do
	expect(sayMissing(recording({ steps: [step("porch")] }), worldOf(guest("porch")), "p")).toHaveLength(1);
});

it("counts what was there before, names at most four, and draws a name that would turn its line around", () => {
	const clients = ["a", "b", "\u202Ec", "d", "e", "f"];
	const [says] = sayMissing(recording({ earlier: { clients, messages: 4 } }), worldOf(), "p");
	expect(says).toContain("a, b, \\u{202E}c, d and 2 more had been here and 4 messages had been published");
	expect(sayMissing(recording({ earlier: { clients: ["a"], messages: 0 } }), worldOf(), "p")[0]).toContain("a had been here. ");
});

it("says that the beginning is gone, and what a reload loses that the steps do not", () => {
	const says = sayMissing(recording({ cutOff: true, reloaded: ["a"] }), worldOf(), "p");
	expect(says).toEqual([expect.stringContaining("only the last 200 steps"), expect.stringContaining("the cut of a stands for that")]);
});
