import mqttPacket, { type Packet } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { busyPace } from "#engine/testkit/busy.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";

let room: RawRoom;
const time = openStillTime();
beforeEach(async () => {
	room = await openRawRoom(time);
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

async function joined(clientId: string, clean = true, more: Partial<Packet> = {}): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(clientId, clean, more));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	// Aedes takes a moment longer before it takes packets.
	client.send({ cmd: "pingreq" });
	expect(await client.next()).toMatchObject({ cmd: "pingresp" });
	return client;
}
async function subscribed(clientId: string, filter: string, qos: 0 | 1 | 2, clean = false): Promise<RawClient> {
	const client = await joined(clientId, clean);
	client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos }] });
	expect(await client.next()).toMatchObject({ cmd: "suback" });
	return client;
}
const connectionOf = (clientId: string) =>
	Object.values(room.world().connections).find((one) => one.clientId === clientId)?.connection ?? "none";
const will = { topic: "w", payload: Buffer.from("bye"), qos: 0, retain: false } as const;
const wills = () => room.events.filter(({ type }) => type === "will.fired").length;

describe("a client that has left", () => {
	it("gets nothing any more, whatever is on its way: QoS 0 is lost, not delivered", async () => {
		const sub = await subscribed("sub", "a", 0);
		const pub = await joined("pub");
		room.command({ type: "wire.delay", delayMs: 1_000 });
		pub.send(publish("a", "1", 0));
		time.pass(1_000);
		await room.until(({ packets }) => Object.values(packets).some(({ direction }) => direction === "down"));
		const before = sub.got.length;
		sub.send({ cmd: "disconnect" });
		sub.ends.ended(false);
		time.pass(2_000);
		await sub.closed;
		expect(sub.got).toHaveLength(before);
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "lost-on-wire" });
	});

	it("is heard out when its connection breaks right behind its DISCONNECT: no will", async () => {
		const client = await joined("x", true, { will });
		client.send({ cmd: "disconnect" });
		room.command({ type: "wire.cut", connection: connectionOf("x") });
		await joined("y");
		expect(wills()).toBe(0);
	});

	it("has no will in a room that was cleared meanwhile", async () => {
		await joined("x", true, { will });
		room.command({ type: "wire.cut", connection: connectionOf("x") });
		room.command({ type: "room.clear" });
		await joined("y");
		expect(wills()).toBe(0);
		expect(room.world().messages).toEqual({});
	});
});

describe("what a room does at its bounds", () => {
	it("drops QoS 0 for which a full wire has no room, and cuts nobody for what others send", async () => {
		await subscribed("sub", "a", 0);
		const publishers = await Promise.all(["p1", "p2", "p3"].map((clientId) => joined(clientId)));
		room.command({ type: "wire.delay", delayMs: 60_000 });
		const large = "x".repeat(200 * 1024);
		for (let n = 0; n < 5; n += 1) for (const pub of publishers) pub.send(publish("a", large, 0));
		time.pass(60_000);
		const world = await room.until(({ fates }) => Object.keys(fates).length === 15);
		const fates = Object.values(world.fates).map((bySubscriber) => bySubscriber.sub);
		const carried = Math.ceil(LIMITS.downLaneBytes / 2 / large.length);
		expect(fates.filter((fate) => fate?.fate === "inflight")).toHaveLength(carried);
		expect(fates.filter((fate) => fate?.fate === "dropped" && fate.reason === "slow-reader")).toHaveLength(15 - carried);
		expect(room.events.filter(({ type }) => type === "connection.closed")).toEqual([]);
	});

	it("gives the place of a client back that has gone, however much of what it sent still waits in a paused room", async () => {
		const pub = await joined("pub");
		room.command({ type: "clock.pause" });
		for (let n = 0; n < LIMITS.upLanePackets + 200; n += 1) pub.send(publish("a", String(n), 0));
		pub.ends.ended(true);
		expect(await pub.closed).toBe("end");
		expect(room.counts().connections).toBe(0);
		room.command({ type: "clock.resume" });
		const world = await room.until(({ connections }) => Object.keys(connections).length === 0);
		expect(world.named.plain).toBe(LIMITS.upLanePackets + 200);
		expect(world.clients.pub?.phase).toMatchObject({ phase: "offline", reason: "client-gone" });
	});

	it("loses with a broken connection what the paused room had no room for", async () => {
		const pub = await joined("pub");
		room.command({ type: "clock.pause" });
		for (let n = 0; n < LIMITS.upLanePackets + 200; n += 1) pub.send(publish("a", String(n), 0));
		pub.ends.gone("The connection broke.");
		expect(await pub.closed).toBe("terminate");
		expect(room.world().named.plain).toBe(LIMITS.upLanePackets + 1);
	});

	it("reads a long packet to its end, however busy the room is with others", async () => {
		const slow = await openRawRoom(time, {}, busyPace(time));
		const bytes = Buffer.concat(
			[connect("long", true), publish("a", "x".repeat(200 * 1024), 0)].map((packet) => mqttPacket.generate(packet)),
		);
		let isRead = true;
		const idle = () => {};
		const ends = slow.attach(
			{ kind: "guest", transport: "tcp" },
			{ send: idle, unsent: () => 0, pause: () => (isRead = false), resume: () => (isRead = true), end: idle, terminate: idle },
		);
		const other = openRawClient(slow);
		other.send(connect("other", true));
		for (let at = 0; at < bytes.length; ) {
			other.sendBytes(Buffer.concat(Array(50).fill(mqttPacket.generate(publish("b", "y", 0)))));
			if (isRead) {
				ends.received(bytes.subarray(at, at + 64 * 1024));
				at += 64 * 1024;
			}
			await new Promise(setImmediate);
		}
		await slow.until(({ messages }) => Object.values(messages).some(({ topic }) => topic === "a"));
		await slow.close();
	});

	it("forgets old messages that were only refused, too", async () => {
		const pub = await joined("pub");
		for (let n = 0; n < LIMITS.messages + 200; n += 1) pub.send(publish("$x", "x", 0));
		const world = await room.until(({ named }) => named.plain === LIMITS.messages + 200);
		expect(Object.keys(world.messages).length).toBeLessThanOrEqual(LIMITS.messages + 1);
	});

	it("sends a retained message once for a filter that one SUBSCRIBE names a hundred times", async () => {
		const pub = await joined("pub");
		pub.send(publish("a", "r", 0, { retain: true }));
		await room.until(({ retained }) => retained.a !== undefined);
		const sub = await joined("sub");
		sub.send({ cmd: "subscribe", messageId: 1, subscriptions: Array.from({ length: 100 }, () => ({ topic: "#", qos: 0 as const })) });
		expect(await sub.next()).toMatchObject({ cmd: "suback" });
		expect(await sub.next()).toMatchObject({ cmd: "publish", retain: true });
		sub.send({ cmd: "pingreq" });
		expect(await sub.next()).toMatchObject({ cmd: "pingresp" });
	});
});

describe("what is said of a message stays true", () => {
	it("one that a held QoS 2 id swallows is dropped, with the reason", async () => {
		const sub = await subscribed("sub", "a", 1);
		const page = (name: string) => ({ kind: "lab", page: name }) as const;
		const first = openRawClient(room, page("one"));
		first.send(connect("p", false));
		await first.next();
		first.send(publish("a", "1", 2, { messageId: 1 }));
		await first.next();
		await sub.next();
		first.ends.gone("The page was reloaded.");
		const again = openRawClient(room, page("two"));
		again.send(connect("p", false));
		await again.next();
		again.send(publish("a", "2", 2, { messageId: 1 }));
		expect(await again.next()).toMatchObject({ cmd: "pubrec", messageId: 1 });
		expect(room.world().messages.m2?.phase).toBe("lost");
		expect(room.world().fates.m2?.sub).toMatchObject({ fate: "dropped", reason: "id-held" });
	});

	it("one behind a refused CONNECT was not acknowledged: a QoS 0 one is gone, with the reason", async () => {
		room.command({ type: "wire.delay", delayMs: 20 });
		const client = openRawClient(room);
		const refused = Buffer.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 0, 0, 0]);
		client.sendBytes(Buffer.concat([refused, mqttPacket.generate(publish("a", "1", 0))]));
		for (let way = 0; way < 2; way += 1) time.pass(20);
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 2 });
		await client.closed;
		const world = await room.until(({ connections }) => Object.keys(connections).length === 0);
		expect(world.messages.m1?.phase).toBe("lost");
		expect(room.events.find((event) => event.type === "publication.refused")).toMatchObject({ acknowledged: false });
	});

	it("a will on one of the broker's own topics is not published", async () => {
		const watcher = await subscribed("watcher", "$SYS/#", 0);
		await joined("x", true, { will: { ...will, topic: "$SYS/broker/uptime" } });
		room.command({ type: "wire.cut", connection: connectionOf("x") });
		await room.until(() => wills() === 1);
		watcher.send({ cmd: "pingreq" });
		expect(await watcher.next()).toMatchObject({ cmd: "pingresp" });
	});

	it("what stood still together goes on in the order of time", async () => {
		const sub = await subscribed("sub", "a", 0);
		const pub = await joined("pub");
		room.command({ type: "clock.pause" });
		pub.send(publish("a", "first", 0));
		sub.send({ cmd: "disconnect" });
		room.command({ type: "clock.resume" });
		expect(await sub.next()).toMatchObject({ cmd: "publish" });
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "delivered" });
	});

	it("MQTT at level 3 is not MQTT 3.1: refused with code 1 [MQTT-3.1.2-2]", async () => {
		const client = openRawClient(room);
		client.sendBytes(Buffer.from([0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 3, 2, 0, 0, 0, 1, 0x61]));
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 1 });
		await client.closed;
	});
});
