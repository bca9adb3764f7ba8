import { expect, it } from "vitest";
import { namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import { CONNECTED, client, worldOf } from "#script/testkit/sample.ts";
import { outcomesOf } from "./outcome.ts";

const message = (name: string): Message => ({
	...namedOf(name),
	publisher: "pub-1",
	topic: "t",
	payload: name,
	payloadBytes: 2,
	qos: 0,
	retain: false,
	at: 0,
	phase: "accepted",
	publications: 1,
	decided: 1,
});
const dropped = { fate: "dropped", reason: "publish-qos-0", filter: "t", grantedQos: 1, full: null, at: 5 } as const;
const LESSON = { watches: ["sub-1"], moments: [] };
const GOAL = { "sub-1": { received: ["m1"] } };

it("what came of a change that does not reach the goal has its reason, each once", () => {
	const world: World = {
		...worldOf(client("sub-1", CONNECTED)),
		messages: { m1: message("m1"), m2: message("m2") },
		fates: { m1: { "sub-1": dropped }, m2: { "sub-1": dropped } },
	};
	expect(outcomesOf(world, GOAL, LESSON)).toMatchObject([
		{ groups: [{ word: "dropped", count: 2 }], says: ["nothing received"], why: "Published at QoS 0, so not queued." },
	]);
});

it("so it has where nothing was dropped, because no subscription matched", () => {
	const world: World = { ...worldOf(client("sub-1", CONNECTED)), messages: { m1: message("m1") } };
	expect(outcomesOf(world, GOAL, LESSON)).toMatchObject([{ groups: [], says: ["nothing received"], why: "No matching subscription." }]);
	const [quiet] = outcomesOf(worldOf(client("sub-1", CONNECTED)), GOAL, LESSON);
	expect(quiet?.why).toBeNull();
});
