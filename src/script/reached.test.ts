import { describe, expect, it } from "vitest";
import type { Message, World } from "#model/world.ts";
import { alreadySo, reached } from "./reached.ts";
import { CONNECTED, CONNECTING, client, LEAVING, labOf, OFFLINE, session, silentFor, UNDER_WAY, worldOf } from "./sample.ts";
import type { Step } from "./step.ts";

const connect: Step = { do: "connect", client: "a" };
const disconnect: Step = { do: "disconnect", client: "a" };
const subscribe: Step = { do: "subscribe", client: "a", filter: "t", qos: 1 };
const publish: Step = { do: "publish", client: "a", topic: "t", payload: "1", qos: 1, retain: false, times: 1 };
const on = labOf({ a: true });
const off = labOf({ a: false });
const online = worldOf(client("a", CONNECTED));
const offline = worldOf(client("a", OFFLINE));
const cast = ["a"];

function withMessage(world: World, phase: Message["phase"]): World {
	const message: Message = {
		message: "m1",
		publisher: "a",
		topic: "t",
		payload: "1",
		payloadBytes: 1,
		qos: 1,
		retain: false,
		at: 0,
		phase,
		publications: 1,
	};
	return { ...world, messages: { m1: message } };
}

const none: ReadonlySet<string> = new Set();

describe("a step is through", () => {
	it("connect: when CONNACK came and nothing is under way", () => {
		expect(reached(connect, cast, online, on, none)).toBe("through");
		expect(reached(connect, cast, worldOf(client("a", CONNECTING)), on, none)).toBe("not-yet");
		expect(reached(connect, cast, { ...online, packets: { p1: UNDER_WAY } }, on, none)).toBe("not-yet");
	});

	it("connect: not before the queue has been handed over and acknowledged", () => {
		const waiting = { delivery: "d1", message: "m1", qos: 1, since: 0 } as const;
		const sent = { ...waiting, packetId: 1, attempt: 1, dup: false, awaits: "PUBACK" } as const;
		expect(reached(connect, cast, { ...online, sessions: { a: session("a", { queue: [waiting] }) } }, on, none)).toBe("not-yet");
		expect(reached(connect, cast, { ...online, sessions: { a: session("a", { inflight: [sent] }) } }, on, none)).toBe("not-yet");
	});

	it("disconnect: when the broker has let it go, and mqtt.js too", () => {
		expect(reached(disconnect, cast, worldOf(client("a", LEAVING)), off, none)).toBe("not-yet");
		expect(reached(disconnect, cast, offline, on, none)).toBe("not-yet");
		expect(reached(disconnect, cast, offline, off, none)).toBe("through");
	});

	it("subscribe: when the session has the filter and SUBACK came", () => {
		const subscribed = { ...online, sessions: { a: session("a", { subscriptions: { t: { qos: 1, at: 0 } } }) } };
		const asking = { ...on, links: { a: { connected: true, unanswered: 1 } } };
		expect(reached(subscribe, cast, online, on, none)).toBe("not-yet");
		expect(reached(subscribe, cast, subscribed, asking, none)).toBe("not-yet");
		expect(reached(subscribe, cast, subscribed, on, none)).toBe("through");
	});

	it("publish: when the broker has it, or it is lost", () => {
		expect(reached(publish, cast, online, on, none)).toBe("not-yet");
		expect(reached(publish, cast, withMessage(online, "to-broker"), on, none)).toBe("not-yet");
		expect(reached(publish, cast, withMessage(online, "accepted"), on, none)).toBe("through");
		expect(reached(publish, cast, withMessage(offline, "lost"), off, none)).toBe("through");
		expect(reached(publish, cast, withMessage(online, "accepted"), on, new Set(["m1"]))).toBe("not-yet");
	});

	it("silence and its end: at once, whatever stands still on that wire", () => {
		const silence: Step = { do: "silence", client: "a" };
		const mend: Step = { do: "mend", client: "a" };
		const silent = { ...silentFor("a", CONNECTED), packets: { p1: { ...UNDER_WAY, still: true } } };
		expect(reached(silence, cast, online, on, none)).toBe("not-yet");
		expect(reached(silence, cast, silent, on, none)).toBe("through");
		expect(reached(mend, cast, online, on, none)).toBe("through");
		expect([alreadySo(silence, silent, on), alreadySo(mend, silent, on), alreadySo(mend, online, on)]).toEqual([true, false, true]);
	});

	it("disconnect over a silent wire: when its own end has closed, for the broker will not hear of it", () => {
		const halfOpen = silentFor("a", LEAVING);
		expect(reached(disconnect, cast, halfOpen, on, none)).toBe("not-yet");
		expect(reached(disconnect, cast, halfOpen, off, none)).toBe("through");
		expect(alreadySo(connect, halfOpen, off)).toBe(false);
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
		expect(reached(connect, cast, world, on, none)).toBe("through");
	});
});

describe("a step has stopped", () => {
	it("when its client is gone before it came to that", () => {
		for (const step of [connect, subscribe, publish]) expect(reached(step, cast, offline, off, none)).toHaveProperty("stopped");
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
		expect(reached(connect, cast, elsewhere, on, none)).toBe("not-yet");
		expect(reached(publish, cast, elsewhere, off, none)).toHaveProperty("stopped");
		expect(reached(disconnect, cast, elsewhere, off, none)).toBe("through");
	});
});
