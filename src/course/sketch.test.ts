import { describe, expect, it } from "vitest";
import { namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import { CONNECTED, client, got, OFFLINE, session, worldOf } from "#script/testkit/sample.ts";
import { firstDifference } from "./play.ts";
import { differences, sketchOf } from "./sketch.ts";

const message = (name: string, payload: string): Message => ({
	...namedOf(name),
	publisher: "pub-1",
	topic: "t",
	payload,
	payloadBytes: payload.length,
	qos: 1,
	retain: false,
	at: 0,
	phase: "accepted",
	publications: 1,
	decided: 1,
});
const dropped = { fate: "dropped", reason: "publish-qos-0", filter: "t", grantedQos: 1, full: null, at: 5 } as const;
const away: World = {
	...worldOf(client("sub-1", OFFLINE)),
	sessions: {
		"sub-1": session("sub-1", {
			subscriptions: { t: { qos: 1, at: 0, seq: 1 } },
			queue: [{ delivery: "d1", message: "m1", qos: 1, since: 1 }],
		}),
	},
	messages: { m1: message("m1", "21.5"), m2: message("m2", "21.8") },
	fates: { m1: { "sub-1": { fate: "queued", since: 1 } }, m2: { "sub-1": dropped } },
};

describe("what is seen of a client", () => {
	it("is read off the world, with messages by payload", () => {
		expect(sketchOf(away, "sub-1")).toMatchObject({
			online: false,
			ended: "disconnect",
			session: "persistent",
			sessionPresent: null,
			subscriptions: { t: 1 },
			queue: ["21.5"],
			dropped: ["21.8"],
			received: [],
			sessions: 1,
		});
		expect(sketchOf(away, "nobody")).toMatchObject({ online: false, ended: null, session: "none", queue: [], received: [] });
	});

	it("counts no message as unacknowledged once its PUBREC has come: only the packet id is kept then", () => {
		const outgoing = (["PUBREC", "PUBCOMP"] as const).map((awaits, at) => ({
			message: `m${at + 1}`,
			qos: 2 as const,
			packetId: at + 1,
			awaits,
			attempts: 1,
		}));
		const world: World = { ...away, clients: worldOf(client("pub-1", OFFLINE, { outgoing })).clients };
		expect(sketchOf(world, "pub-1").unacknowledged).toEqual(["21.5"]);
	});

	it("differs only in what is stated", () => {
		const seen = sketchOf(away, "sub-1");
		expect(differences({}, seen)).toEqual([]);
		expect(differences({ online: false, queue: ["21.5"], subscriptions: { t: 1 } }, seen)).toEqual([]);
		expect(differences({ online: true, queue: [], dropped: ["21.8"] }, seen)).toEqual(["online", "queue"]);
		expect(differences({ subscriptions: { t: 2 } }, seen)).toEqual(["subscriptions"]);
	});

	it("compares of a received message what is stated, in order, to the last one", () => {
		const world = worldOf(client("sub-1", CONNECTED, { received: [{ ...got("a", 1), retain: true }, got("b", 2)] }));
		const seen = sketchOf(world, "sub-1");
		expect(differences({ received: ["a", { payload: "b", retain: false, dup: false }] }, seen)).toEqual([]);
		for (const received of [["a"], ["b", "a"], ["a", "b", "b"], [{ payload: "a", retain: false }, "b"]]) {
			expect(differences({ received }, seen)).toEqual(["received"]);
		}
	});
});

it("the first difference is in the earliest moment that is otherwise", () => {
	const here = worldOf(client("sub-1", CONNECTED));
	const sees = [{ "sub-1": { online: true } }, { "sub-1": { queue: ["21.5", "21.8"] } }, { "sub-1": { online: false } }];
	expect(firstDifference({ sees }, [here, away, here])).toEqual({ moment: 1, clientId: "sub-1", keys: ["queue"] });
	expect(firstDifference({ sees: [{}, { "sub-1": { queue: ["21.5"] } }, {}] }, [here, away, here])).toBeNull();
});
