import { describe, expect, it } from "vitest";
import type { LabState } from "#lab/lab.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { Message, World } from "#model/world.ts";
import { alreadySo, reached } from "./reached.ts";
import type { ScriptedStep } from "./step.ts";
import { CONNECTED, CONNECTING, client, LEAVING, labOf, OFFLINE, session, silentFor, UNDER_WAY, worldOf } from "./testkit/sample.ts";

const connect: ScriptedStep = { do: "connect", client: "a" };
const disconnect: ScriptedStep = { do: "disconnect", client: "a" };
const subscribe: ScriptedStep = { do: "subscribe", client: "a", filter: "t", qos: 1 };
const publish: ScriptedStep = { do: "publish", client: "a", topic: "t", payload: "1", qos: 1, retain: false, times: 1 };
const on = labOf({ a: true });
const off = labOf({ a: false });
const online = worldOf(client("a", CONNECTED));
const offline = worldOf(client("a", OFFLINE));
const cast = ["a"];

function withMessage(world: World, phase: Message["phase"]): World {
	const message: Message = {
		message: "m1",
		kind: "plain",
		ordinal: 1,
		publisher: "a",
		topic: "t",
		payload: "1",
		payloadBytes: 1,
		qos: 1,
		retain: false,
		at: 0,
		phase,
		publications: 1,
		decided: 1,
	};
	return { ...world, messages: { m1: message } };
}

const look = (step: ScriptedStep, world: World, lab: LabState, before: World = EMPTY_WORLD) =>
	reached(step, { cast, world, lab, before, sent: false });

describe("a step is through", () => {
	it("connect: when CONNACK came and nothing is under way", () => {
		expect(look(connect, online, on)).toBe("through");
		expect(look(connect, worldOf(client("a", CONNECTING)), on)).toBe("not-yet");
		expect(look(connect, { ...online, packets: { p1: UNDER_WAY } }, on)).toBe("not-yet");
	});

	it("connect: not before the queue has been handed over and acknowledged", () => {
		const waiting = { delivery: "d1", message: "m1", qos: 1, since: 0 } as const;
		const sent = { ...waiting, packetId: 1, attempt: 1, dup: false, awaits: "PUBACK", arrived: false } as const;
		expect(look(connect, { ...online, sessions: { a: session("a", { queue: [waiting] }) } }, on)).toBe("not-yet");
		expect(look(connect, { ...online, sessions: { a: session("a", { inflight: [sent] }) } }, on)).toBe("not-yet");
	});

	it("disconnect: when the broker has let it go, and mqtt.js too", () => {
		expect(look(disconnect, worldOf(client("a", LEAVING)), off)).toBe("not-yet");
		expect(look(disconnect, offline, on)).toBe("not-yet");
		expect(look(disconnect, offline, off)).toBe("through");
	});

	it("subscribe: when the session has the filter and SUBACK came", () => {
		const subscribed = { ...online, sessions: { a: session("a", { subscriptions: { t: { qos: 1, at: 0, seq: 1 } } }) } };
		const asking = { ...on, links: { a: { connected: true, unanswered: 1 } } };
		expect(look(subscribe, online, on)).toBe("not-yet");
		expect(look(subscribe, subscribed, asking)).toBe("not-yet");
		expect(look(subscribe, subscribed, on)).toBe("through");
	});

	it("publish: when the broker has it, or it is lost", () => {
		expect(look(publish, online, on)).toBe("not-yet");
		expect(look(publish, withMessage(online, "to-broker"), on)).toBe("not-yet");
		expect(look(publish, withMessage(online, "accepted"), on)).toBe("through");
		expect(look(publish, withMessage(offline, "lost"), off)).toBe("through");
		expect(look(publish, withMessage(online, "accepted"), on, withMessage(online, "to-broker"))).toBe("not-yet");
	});

	it("silence and its end: at once, whatever stands still on that wire", () => {
		const silence: ScriptedStep = { do: "silence", client: "a" };
		const mend: ScriptedStep = { do: "mend", client: "a" };
		const silent = { ...silentFor("a", CONNECTED), packets: { p1: { ...UNDER_WAY, still: true } } };
		expect(look(silence, online, on)).toBe("not-yet");
		expect(look(silence, silent, on)).toBe("through");
		expect(look(mend, online, on)).toBe("through");
		expect([alreadySo(silence, silent, on), alreadySo(mend, silent, on), alreadySo(mend, online, on)]).toEqual([true, false, true]);
	});

	it("disconnect over a silent wire: when its own end has closed, for the broker will not hear of it", () => {
		const halfOpen = silentFor("a", LEAVING);
		expect(look(disconnect, halfOpen, on)).toBe("not-yet");
		expect(look(disconnect, halfOpen, off)).toBe("through");
		expect(alreadySo(connect, halfOpen, off)).toBe(false);
	});

	it("subscribe, where the filter stood already: when the world has heard of the new one", () => {
		const before = { ...online, sessions: { a: session("a", { subscriptions: { t: { qos: 1, at: 0, seq: 1 } } }) } };
		const after = { ...online, sessions: { a: session("a", { subscriptions: { t: { qos: 1, at: 9, seq: 1 } } }) } };
		const since = (world: World) => reached(subscribe, { cast, world, lab: on, before, sent: false });
		expect([since(before), since(after)]).toEqual(["not-yet", "through"]);
	});

	it("takeover: when the world has heard of the newer connection, or of its loss", () => {
		const takeover: ScriptedStep = { do: "takeover", client: "a" };
		const newer = worldOf(client("a", { ...CONNECTED, connection: "c2" }));
		const connectPacket = { type: "CONNECT", clientId: "a", cleanSession: true, keepAlive: 0, will: null } as const;
		const { from: _f, since: _s, delayMs: _d, still: _t, ...packet } = { ...UNDER_WAY, connection: "c2", fields: connectPacket };
		const lost = { ...online, lost: [{ ...packet, lostAt: 1, progress: 0.5, clientId: "a" }] };
		const since = (world: World) => reached(takeover, { cast, world, lab: on, before: online, sent: false });
		expect([since(online), since(newer)]).toEqual(["not-yet", "through"]);
		expect(since(lost)).toHaveProperty("stopped");
	});

	it("cut: not before the will has been published, unless a DISCONNECT had come", () => {
		const cut: ScriptedStep = { do: "cut", client: "a" };
		const will = { topic: "t", payload: "gone", qos: 0, retain: false } as const;
		const before = { ...online, sessions: { a: session("a", { will }) } };
		const ended = worldOf(client("a", { ...OFFLINE, reason: "cut" }));
		const since = (world: World) => reached(cut, { cast, world, lab: off, before, sent: false });
		expect(since(ended)).toBe("not-yet");
		expect(since({ ...ended, named: { plain: 0, retained: 0, will: 1 } })).toBe("through");
		expect(since(offline)).toBe("through");
	});

	it("step: when the packet has arrived, and its answer stands on the wire", () => {
		const step: ScriptedStep = { do: "step" };
		const sent = {
			type: "PUBLISH",
			topic: "t",
			payload: "1",
			payloadBytes: 1,
			qos: 1,
			retain: false,
			dup: false,
			packetId: 7,
			message: "m1",
			kind: "plain",
			ordinal: 1,
		} as const;
		const publishing = { ...UNDER_WAY, direction: "up", fields: { ...sent, attempt: 1 } } as const;
		const puback = { ...UNDER_WAY, packet: "p2", fields: { type: "PUBACK", packetId: 7, message: "m1" } } as const;
		const paused = { ...withMessage(online, "to-broker"), clock: { paused: true } };
		const before = { ...paused, packets: { p1: publishing } };
		const taken = { ...withMessage(online, "accepted"), clock: { paused: true } };
		const since = (world: World, to = cast) => reached(step, { cast: to, world, lab: on, before, sent: false });
		expect([since(before), since(paused), since(taken)]).toEqual(["not-yet", "not-yet", "not-yet"]);
		expect(since({ ...taken, packets: { p2: puback } })).toBe("through");
		expect(since({ ...taken, clock: { paused: false } })).toBe("through");
		expect(since(taken, ["z"])).toBe("through");
	});

	it("whatever clients of others have under way", () => {
		const other = { ...UNDER_WAY, connection: "c9" };
		const world = {
			...online,
			packets: { p9: other },
			connections: {
				...online.connections,
				c9: { connection: "c9", origin: { kind: "lab", page: "q" }, clientId: "z", since: 0, accepted: null, silent: null },
			},
		} as const;
		expect(look(connect, world, on)).toBe("through");
	});
});

describe("a step has stopped", () => {
	it("when its client is gone before it came to that", () => {
		for (const step of [connect, subscribe, publish]) expect(look(step, offline, off)).toHaveProperty("stopped");
	});
});

describe("a step made by hand", () => {
	it("is not made again", () => {
		expect([alreadySo(connect, online, on), alreadySo(disconnect, offline, off)]).toEqual([true, true]);
		for (const [step, world] of [
			[connect, offline],
			[disconnect, online],
			[publish, online],
		] as const) {
			expect(alreadySo(step, world, on)).toBe(false);
		}
	});

	it("somewhere else, under the same client id, is not this step", () => {
		const elsewhere = worldOf(client("a", CONNECTED, { origin: { kind: "lab", page: "q" } }));
		expect(alreadySo(connect, elsewhere, off)).toBe(false);
		expect(look(connect, elsewhere, on)).toBe("not-yet");
		expect(look(publish, elsewhere, off)).toHaveProperty("stopped");
		expect(look(disconnect, elsewhere, off)).toBe("through");
	});
});
