import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, historyOf, left, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import type { Recorded } from "#script/recorder.ts";
import type { ScriptedStep } from "#script/step.ts";
import { type Happened, repeatable } from "./repeatable.ts";
import { findAgain, targetOf } from "./target.ts";

const facts: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...left("sub-1"),
	...[up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0)],
	...[up("pub-1", { ...publish("r1", 0, null), retain: true }), accepted("r1", "pub-1", 0)],
	{ type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 0, reason: "publish-qos-0" },
];
const connect = (client: string, cleanSession: boolean): ScriptedStep => ({
	do: "connect",
	client,
	cleanSession,
	keepAlive: 0,
	will: null,
});
const publishing: ScriptedStep = {
	do: "publish",
	client: "pub-1",
	topic: "greenhouse/temp",
	payload: "21.4",
	qos: 0,
	retain: false,
	times: 2,
};
const steps: readonly ScriptedStep[] = [
	connect("pub-1", true),
	connect("sub-1", false),
	{ do: "subscribe", client: "sub-1", filter: "greenhouse/+", qos: 1 },
	{ do: "disconnect", client: "sub-1" },
	publishing,
];

function happened(made: readonly ScriptedStep[] = steps, more: Partial<Happened> = {}): Happened {
	const history = historyOf(facts);
	const recorded: readonly Recorded[] = made.map((step) => ({ step, at: 0 }));
	return { recording: { steps: recorded, cutOff: false }, world: history.live, history, page: "p", ...more };
}

function says(what: Happened, message = "m1", subscriber = "sub-1"): string {
	const was = repeatable(what, message, subscriber);
	if (was.ok) throw new Error("it can be run again");
	return was.says;
}

describe("what was done here, run again", () => {
	it("is its steps with the settings at their beginning, and its subscriber comes back at the end", () => {
		const was = repeatable(happened(), "m1", "sub-1");
		if (!was.ok) throw new Error(was.says);
		expect(was.settings.maxQueuedMessages).toBe(8);
		expect(was.scripts.map((script) => script.steps.map(({ step }) => step))).toEqual([[...steps, connect("sub-1", false)]]);
	});

	it("knows a message by its place among those of its publisher, whatever it is called", () => {
		const { world } = happened();
		const target = targetOf(world, world.messages.r1 ?? raise(), "sub-1");
		expect(target).toEqual({ subscriber: "sub-1", publisher: "pub-1", isWill: false, ordinal: 1 });
		expect(findAgain(world, target)?.message).toBe("r1");
		expect(findAgain(world, { ...target, isWill: true })).toBeUndefined();
	});

	it("cannot be, and says why, where its beginning is not known or is not this page’s", () => {
		expect(says(happened(steps, { recording: { steps: [], cutOff: true } }))).toContain("its beginning is gone");
		expect(says(happened(steps, { page: "another" }))).toContain("pub-1 belongs to another page");
		expect(says(happened(steps.slice(0, 4)))).toBe(
			"This page came when m1 or one before it was there already: it cannot be run again from its beginning.",
		);
		expect(says(happened(steps.filter(({ do: what }) => what !== "subscribe")))).toContain("the subscription of sub-1");
		const { world } = happened();
		const guest = { ...(world.clients["sub-1"] ?? raise()), origin: { kind: "guest", transport: "tcp" } as const };
		const withGuest: World = { ...world, clients: { ...world.clients, "sub-1": guest } };
		expect(says(happened(steps, { world: withGuest }))).toContain("sub-1 is a guest");
	});

	it("stands still where the room did, if that can come through, and is tried moving as well", () => {
		const paused = [...steps.slice(0, 4), { do: "pause" }, publishing, { do: "step", packet: "p7" }] as const;
		const was = repeatable(happened(paused), "m1", "sub-1");
		if (!was.ok) throw new Error(was.says);
		const [standing, moving] = was.scripts;
		expect(standing?.steps.slice(4, 8)).toMatchObject([
			{ step: { do: "pause" } },
			{ step: publishing, goesOn: "sent" },
			{ step: { do: "step" }, goesOn: "sent" },
			{ step: { do: "resume" } },
		]);
		expect(moving?.steps.map(({ step }) => step.do)).not.toContain("pause");
		// A CONNECT in a room that stands still would wait for ever.
		const hung = repeatable(happened([{ do: "pause" }, ...steps]), "m1", "sub-1");
		expect(hung.ok && hung.scripts.length).toBe(1);
	});

	it("holds a message on its wire where the very next step was a cut", () => {
		const cut: ScriptedStep = { do: "cut", client: "pub-1" };
		const was = repeatable(happened([...steps, cut]), "m1", "sub-1");
		if (!was.ok) throw new Error(was.says);
		expect(was.scripts[1]?.steps.slice(4, 8).map(({ step }) => step)).toEqual([{ do: "pause" }, publishing, cut, { do: "resume" }]);
	});
});

function raise(): never {
	throw new Error("not in this world");
}
