import { afterEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { away, joined, payloadsSoFar, segment, subscribed } from "./testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { openStillTime, type StillTime } from "./testkit/still.ts";

let room: RawRoom;
let time: StillTime;
async function open(settings: Partial<BrokerSettings> = {}): Promise<void> {
	time = openStillTime();
	room = await openRawRoom(time, settings);
}
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
	expect(time.timers).toBe(0);
});

const change = (to: Partial<BrokerSettings>) =>
	expect(room.command({ type: "broker.settings", settings: { ...room.world().settings, ...to } })).toEqual({ ok: true });
const queued = (session: string) => room.world().sessions[session]?.queue.map(({ message }) => message);

/** n messages from a publisher that gets every acknowledgement. */
async function publishes(topic: string, qos: 0 | 1, from: number, to: number): Promise<void> {
	const pub = await joined(room, "pub");
	for (let n = from; n <= to; n += 1) pub.send(publish(topic, `x${n}`, qos, qos === 0 ? {} : { messageId: n }));
	await payloadsSoFar(pub);
	expect(pub.got.filter(({ cmd }) => cmd === "puback")).toHaveLength(qos === 0 ? 0 : to - from + 1);
	pub.send({ cmd: "disconnect" });
	await pub.closed;
}

it("a change leaves what it does not name as it is, whatever its sender knew of that", async () => {
	await open();
	const before = room.world().settings;
	room.command({ type: "broker.settings", settings: { persistence: true } });
	room.command({ type: "broker.settings", settings: { maxQueuedMessages: 7 } });
	expect(room.world().settings).toEqual({ ...before, persistence: true, maxQueuedMessages: 7 });
});

describe("a full queue", () => {
	it("drops the newest, and its publisher gets a PUBACK all the same", async () => {
		await open({ maxQueuedMessages: 2 });
		await away(room, "sub", "a", 1);
		await publishes("a", 1, 1, 3);
		expect(queued("sub")).toEqual(["m1", "m2"]);
		expect(room.world().fates.m3?.sub).toMatchObject({ fate: "dropped", reason: "queue-full" });
	});

	it("drops the oldest where that is set", async () => {
		await open({ maxQueuedMessages: 2, queueFull: "drop-oldest" });
		await away(room, "sub", "a", 1);
		await publishes("a", 1, 1, 3);
		expect(queued("sub")).toEqual(["m2", "m3"]);
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "pushed-out" });
		const back = await joined(room, "sub", false);
		expect(await payloadsSoFar(back)).toEqual(["x2", "x3"]);
	});

	it("keeps what it holds when its limit is lowered, and takes nothing more", async () => {
		await open();
		await away(room, "sub", "a", 1);
		await publishes("a", 1, 1, 3);
		change({ maxQueuedMessages: 1 });
		await publishes("a", 1, 4, 4);
		expect(queued("sub")).toEqual(["m1", "m2", "m3"]);
		expect(room.world().fates.m4?.sub).toMatchObject({ reason: "queue-full" });
	});

	it("has no limit at 0", async () => {
		await open({ maxQueuedMessages: 0 });
		await away(room, "sub", "a", 1);
		await publishes("a", 1, 1, 1_100);
		expect(queued("sub")).toHaveLength(1_100);
	});
});

describe("queue_qos0_messages", () => {
	it("keeps QoS 0 for a client that is away, in order with the rest, and sends it without a packet id", async () => {
		await open({ queueQos0Messages: true });
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		pub.sendBytes(segment(publish("a", "1", 0), publish("a", "2", 1, { messageId: 1 }), publish("a", "3", 0)));
		await payloadsSoFar(pub);
		expect(queued("sub")).toEqual(["m1", "m2", "m3"]);
		const back = await joined(room, "sub", false);
		expect(await payloadsSoFar(back)).toEqual(["1", "2", "3"]);
		expect(back.got.filter(({ cmd }) => cmd === "publish")).toMatchObject([{ qos: 0, dup: false }, { qos: 1 }, { qos: 0 }]);
		expect(queued("sub")).toEqual([]);
	});

	it("does not let a later QoS 0 message overtake one that waits behind a full window [MQTT-4.6.0-6]", async () => {
		await open({ queueQos0Messages: true, maxInflightMessages: 1 });
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		const kept = [publish("a", "1", 1, { messageId: 1 }), publish("a", "2", 1, { messageId: 2 }), publish("a", "3", 0)];
		pub.sendBytes(segment(...kept));
		await payloadsSoFar(pub);
		const back = await joined(room, "sub", false);
		pub.send(publish("a", "4", 0));
		await payloadsSoFar(pub);
		expect(await payloadsSoFar(back)).toEqual(["1"]);
		for (const messageId of [1, 2]) back.send({ cmd: "puback", messageId });
		expect(await payloadsSoFar(back)).toEqual(["1", "2", "3", "4"]);
	});

	it("leaves what already waits when it is turned off", async () => {
		await open({ queueQos0Messages: true });
		await away(room, "sub", "a", 1);
		await publishes("a", 0, 1, 1);
		change({ queueQos0Messages: false });
		await publishes("a", 0, 2, 2);
		expect(queued("sub")).toEqual(["m1"]);
		expect(room.world().fates.m2?.sub).toMatchObject({ reason: "publish-qos-0" });
	});
});

describe("a queue longer than a wire takes at once", () => {
	it.each([1, 0] as const)("comes in order as the wire empties, at QoS %i, and nothing is cut or dropped", async (qos) => {
		await open({ maxInflightMessages: 0, maxQueuedMessages: 0, queueQos0Messages: true });
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		for (let n = 1; n <= 30; n += 1) pub.send(publish("a", String(n).padEnd(200_000), qos, qos === 0 ? {} : { messageId: n }));
		await payloadsSoFar(pub);
		room.command({ type: "wire.delay", delayMs: 1_000 });
		const back = openRawClient(room);
		back.send(connect("sub", false));
		time.pass(1_000);
		await room.until(({ sessions }) => sessions.sub?.connection !== null);
		expect(room.world().sessions.sub?.queue.length).toBeGreaterThan(0);
		for (let seconds = 0; seconds < 5; seconds += 1) time.pass(1_000);
		const came = back.got.filter(({ cmd }) => cmd === "publish").map((packet) => Number((packet as { payload: Buffer }).payload));
		expect(came).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
		expect(room.events.filter(({ type }) => type === "delivery.dropped" || type === "limit.reached")).toEqual([]);
	});
});

describe("retained messages", () => {
	it("are all in the world, however many messages are unsettled", async () => {
		await open();
		const pub = await joined(room, "pub");
		for (let n = 1; n <= 320; n += 1) pub.send(publish(`r/${n}`, "x", 0, { retain: true }));
		await payloadsSoFar(pub);
		expect(Object.keys(room.world().retained)).toHaveLength(320);
	});
});

describe("max_inflight_messages", () => {
	it("lets go what waited as soon as it is raised", async () => {
		await open({ maxInflightMessages: 1 });
		const sub = await joined(room, "sub", false);
		await subscribed(sub, "a", 1);
		await publishes("a", 1, 1, 3);
		expect(await payloadsSoFar(sub)).toEqual(["x1"]);
		change({ maxInflightMessages: 0 });
		expect(await payloadsSoFar(sub)).toEqual(["x1", "x2", "x3"]);
	});

	it("of 0 gives a client that never acknowledges no more than a queue may hold", async () => {
		await open({ maxInflightMessages: 0 });
		const sub = await joined(room, "sub", false);
		await subscribed(sub, "a", 1);
		const pub = await joined(room, "pub");
		const large = "x".repeat(200_000);
		for (let n = 1; n <= 60; n += 1) pub.send(publish("a", large, 1, { messageId: n }));
		await payloadsSoFar(pub);
		const inflight = room.world().sessions.sub?.inflight.length ?? 0;
		expect(inflight * 200_000).toBeLessThan(LIMITS.queuedBytes + 200_000);
		expect(queued("sub")).toHaveLength(60 - inflight);
	});
});

describe("persistent_client_expiration", () => {
	it("ends a session in room time, and what it held is dropped with that reason", async () => {
		await open({ persistentClientExpiration: 10 });
		await away(room, "sub", "a", 1);
		await publishes("a", 1, 1, 1);
		expect(room.world().sessions.sub?.offline?.expiresAt).toBe(10_000);
		time.pass(9_000);
		room.command({ type: "clock.pause" });
		time.pass(3_600_000);
		expect(queued("sub")).toEqual(["m1"]);
		room.command({ type: "clock.resume" });
		time.pass(1_000);
		expect(room.world().sessions.sub).toBeUndefined();
		expect(room.world().gone.sub?.reason).toBe("expired");
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "session-expired" });
		const back = openRawClient(room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ sessionPresent: false });
	});

	it("is for a client that leaves from now on, and a client that comes back takes it back", async () => {
		await open();
		await away(room, "early", "a", 1);
		change({ persistentClientExpiration: 10 });
		await away(room, "late", "a", 1);
		await away(room, "back", "a", 1);
		await joined(room, "back", false);
		time.pass(10_000);
		expect(Object.keys(room.world().sessions).sort()).toEqual(["back", "early"]);
	});

	it("can be longer than a timer of the machine can wait", async () => {
		await open({ persistentClientExpiration: 4_294_967_295 });
		await away(room, "sub", "a", 1);
		time.pass(4_294_967_294_000);
		expect(room.world().sessions.sub).toBeDefined();
		time.pass(1_000);
		expect(room.world().sessions.sub).toBeUndefined();
	});
});

describe("retain_available = false", () => {
	it("ends the connection of a client that publishes with RETAIN, as Mosquitto does, and keeps nothing of the message", async () => {
		await open({ retainAvailable: false });
		const pub = await joined(room, "pub", false);
		pub.send(publish("a", "x", 2, { messageId: 1, retain: true }));
		await pub.closed;
		expect(room.world().retained).toEqual({});
		expect(room.events).toContainEqual(expect.objectContaining({ type: "publication.refused", message: "r1", acknowledged: false }));
		expect(room.world().sessions.pub?.incoming).toEqual([]);
		expect(room.world().messages.r1?.phase).toBe("refused");
	});

	it("processes nothing that comes behind it in the same segment", async () => {
		await open({ retainAvailable: false });
		const sub = await joined(room, "sub");
		await subscribed(sub, "a", 0);
		const pub = openRawClient(room);
		const kept = publish("a", "x", 0, { retain: true });
		pub.sendBytes(segment(connect("pub", true), kept, publish("a", "after", 1, { messageId: 1 })));
		await pub.closed;
		expect(await payloadsSoFar(sub)).toEqual([]);
		expect(room.events.filter(({ type }) => type === "publication.accepted")).toEqual([]);
	});

	it("publishes a will that was armed before without RETAIN", async () => {
		await open();
		const will = { topic: "w", payload: Buffer.from("bye"), qos: 0 as const, retain: true };
		const pub = await joined(room, "pub", true, { will });
		change({ retainAvailable: false });
		pub.ends.gone("it lost its power");
		await room.until(({ named }) => named.will === 1);
		expect(room.world().retained).toEqual({});
	});

	it("refuses a will with RETAIN, and leaves alone what is retained already", async () => {
		await open();
		const pub = await joined(room, "pub");
		pub.send(publish("a", "kept", 1, { messageId: 1, retain: true }));
		await pub.next();
		change({ retainAvailable: false });
		const willed = openRawClient(room);
		willed.send(connect("w", true, { will: { topic: "w", payload: Buffer.from("x"), qos: 0, retain: true } }));
		expect(await willed.next()).toMatchObject({ cmd: "connack", returnCode: 5 });
		const sub = await joined(room, "sub");
		await subscribed(sub, "a", 1);
		expect(await payloadsSoFar(sub)).toEqual(["kept"]);
	});
});
