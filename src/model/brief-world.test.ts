import { expect, it } from "vitest";
import { briefWorld } from "./brief-world.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import type { DecidedFate, Message, World } from "./world.ts";

const message = (name: string, phase: Message["phase"] = "accepted") => ({ message: name, phase, publisher: "pub-1" }) as Message;
const fate = (kind: DecidedFate["fate"]) => ({ fate: kind }) as DecidedFate;

const WORLD: World = {
	...EMPTY_WORLD,
	messages: Object.fromEntries(
		["m1", "m2", "m3", "m4", "m5"].map((name) => [name, message(name, name === "m3" ? "to-broker" : "accepted")]),
	),
	fates: { m1: { a: fate("delivered"), b: fate("dropped") }, m2: { a: fate("queued") }, m4: { a: fate("delivered") }, m5: {} },
	copies: { m1: { a: 1 }, m4: { a: 1 } },
	forgotten: { messages: 7, bySubscriber: { a: { delivered: 6, queued: 0, inflight: 0, dropped: 1, unseen: 0, none: 0 } } },
};

it("keeps the newest messages and those that are not settled, and sums up the others", () => {
	const brief = briefWorld(WORLD, 1);
	expect(Object.keys(brief.messages)).toEqual(["m2", "m3", "m5"]);
	expect(Object.keys(brief.fates)).toEqual(["m2", "m5"]);
	expect(brief.copies).toEqual({});
	expect(brief.forgotten).toEqual({
		messages: 9,
		bySubscriber: {
			a: { delivered: 8, queued: 0, inflight: 0, dropped: 1, unseen: 0, none: 0 },
			b: { delivered: 0, queued: 0, inflight: 0, dropped: 1, unseen: 0, none: 0 },
		},
	});
});

it("is the same world where there is nothing to leave out", () => {
	expect(briefWorld(WORLD, 5)).toBe(WORLD);
});
