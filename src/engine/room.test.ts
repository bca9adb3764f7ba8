import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";

let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom();
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

async function connected(clientId: string, clean = true, more = {}) {
	const client = openRawClient(room);
	client.send(connect(clientId, clean, more));
	const connack = await client.next();
	expect(connack).toMatchObject({ cmd: "connack", returnCode: 0 });
	return { ...client, sessionPresent: (connack as { sessionPresent: boolean }).sessionPresent };
}

async function subscribed(clientId: string, filter: string, qos: 0 | 1 | 2, clean = false) {
	const client = await connected(clientId, clean);
	client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos }] });
	expect(await client.next()).toMatchObject({ cmd: "suback", granted: [qos] });
	return client;
}

async function leaves(client: { send(packet: { cmd: "disconnect" }): void; closed: Promise<unknown> }) {
	client.send({ cmd: "disconnect" });
	await client.closed;
}

describe("a message for a client that is away", () => {
	it("waits in its persistent session and arrives on return, QoS 1 [MQTT-3.1.2-5]", async () => {
		await leaves(await subscribed("sub", "a/+", 1));
		const pub = await connected("pub");
		pub.send(publish("a/b", "hello", 1, { messageId: 7 }));
		expect(await pub.next()).toMatchObject({ cmd: "puback", messageId: 7 });
		expect(room.world().sessions.sub?.queue).toHaveLength(1);
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "queued" });
		const back = await connected("sub", false);
		expect(back.sessionPresent).toBe(true);
		const copy = await back.next();
		expect(copy).toMatchObject({ cmd: "publish", topic: "a/b", qos: 1, dup: false, retain: false });
		back.send({ cmd: "puback", messageId: (copy as { messageId: number }).messageId });
		const world = await room.until(({ fates }) => fates.m1?.sub?.fate === "delivered");
		expect(world.fates.m1?.sub).toMatchObject({ how: "queue", copies: 1 });
	});

	it("is dropped at QoS 0, with its reason, and the session stays", async () => {
		await leaves(await subscribed("sub", "a/+", 0));
		const pub = await connected("pub");
		pub.send(publish("a/b", "hello", 0));
		await room.until((world) => world.fates.m1 !== undefined);
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "publish-qos-0" });
		const back = await connected("sub", false);
		expect(back.sessionPresent).toBe(true);
	});

	it("is dropped when its session was clean: there is none any more", async () => {
		await leaves(await subscribed("sub", "a/+", 1, true));
		const pub = await connected("pub");
		pub.send(publish("a/b", "hello", 1, { messageId: 1 }));
		await pub.next();
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "no-session", filter: "a/+" });
	});
});

describe("the wire", () => {
	it("holds a packet while the room is paused, and a step moves exactly one", async () => {
		const sub = await subscribed("sub", "a", 1);
		const pub = await connected("pub");
		room.command({ type: "wire.delay", delayMs: 2000 });
		room.command({ type: "clock.pause" });
		const before = sub.got.length;
		pub.send(publish("a", "1", 1, { messageId: 1 }));
		pub.send(publish("a", "2", 1, { messageId: 2 }));
		expect(Object.values(room.world().packets).map(({ fields }) => fields.type)).toEqual(["PUBLISH", "PUBLISH"]);
		room.command({ type: "wire.step" });
		// One packet has arrived; its delivery and its PUBACK have set out, and stand still as well.
		const world = await room.until(({ packets }) => Object.keys(packets).length === 3);
		expect(Object.values(world.packets).map(({ fields }) => fields.type)).toEqual(["PUBLISH", "PUBLISH", "PUBACK"]);
		expect(world.messages.m1?.phase).toBe("accepted");
		expect(room.world().messages.m2?.phase).toBe("to-broker");
		expect(sub.got).toHaveLength(before);
	});

	it("loses what is on it when it is cut; the sender keeps a QoS 1 message and it arrives with DUP", async () => {
		const sub = await subscribed("sub", "a", 1);
		const pub = await connected("pub", false);
		room.command({ type: "clock.pause" });
		pub.send(publish("a", "1", 1, { messageId: 9 }));
		const connection = Object.values(room.world().packets)[0]?.connection ?? "";
		expect(room.command({ type: "wire.cut", connection })).toEqual({ ok: true });
		expect(await pub.closed).toBe("terminate");
		expect(room.world().messages.m1?.phase).toBe("with-sender");
		expect(room.world().clients.pub?.outgoing).toMatchObject([{ message: "m1", packetId: 9, awaits: "PUBACK" }]);
		room.command({ type: "clock.resume" });
		const again = await connected("pub", false);
		expect(again.sessionPresent).toBe(true);
		again.send(publish("a", "1", 1, { messageId: 9, dup: true }));
		expect(await again.next()).toMatchObject({ cmd: "puback", messageId: 9 });
		expect(await sub.next()).toMatchObject({ cmd: "publish", dup: false });
		expect(Object.keys(room.world().messages)).toEqual(["m1"]);
	});

	it("sends the unacknowledged again with DUP and the old id [MQTT-4.4.0-1, 3.3.1-1]", async () => {
		const sub = await subscribed("sub", "a", 2);
		const pub = await connected("pub");
		pub.send(publish("a", "1", 1, { messageId: 1 }));
		const first = (await sub.next()) as { messageId: number };
		room.command({ type: "wire.cut", connection: room.world().sessions.sub?.connection ?? "" });
		const back = await connected("sub", false);
		expect(await back.next()).toMatchObject({ cmd: "publish", dup: true, messageId: first.messageId });
	});
});

describe("a connection", () => {
	it("is taken over by the same client id, and the will of the old one fires before the new CONNACK [MQTT-3.1.4-2]", async () => {
		const watcher = await subscribed("watcher", "will", 1);
		const old = await connected("x", true, { will: { topic: "will", payload: Buffer.from("gone"), qos: 1, retain: false } });
		const young = await connected("x", true);
		expect(await old.closed).toBe("end");
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "will" });
		const types = room.events.map((event) => event.type);
		const lastConnack = room.events.findLastIndex((event) => event.type === "packet.passed" && event.fields.type === "CONNACK");
		expect(types.indexOf("will.fired")).toBeLessThan(lastConnack);
		expect(room.world().clients.x?.phase).toMatchObject({ phase: "connected" });
		expect(young.sessionPresent).toBe(false);
	});

	it("keeps its will to itself after DISCONNECT [MQTT-3.14.4-3]", async () => {
		const client = await connected("x", true, { will: { topic: "will", payload: Buffer.from("gone"), qos: 0, retain: false } });
		await leaves(client);
		expect(room.events.some((event) => event.type === "will.fired")).toBe(false);
		expect(room.events.some((event) => event.type === "will.disarmed")).toBe(true);
	});

	it("is refused with code 2 for an empty id without clean session [MQTT-3.1.3-8]", async () => {
		const client = openRawClient(room);
		client.sendBytes(new Uint8Array([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 0, 0, 0])); // mqtt-packet would not write it
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 2, sessionPresent: false });
		expect(await client.closed).toBe("end");
	});

	it("ends on malformed bytes, which the room shows with the clause", async () => {
		const client = await connected("x");
		client.sendBytes(new Uint8Array([0x82, 0x06, 0, 1, 0, 1, 0x23, 3]));
		await client.closed;
		expect(room.events.find((event) => event.type === "packet.malformed")).toMatchObject({ clause: "MQTT-3-8.3-4" });
	});
});

describe("QoS 2", () => {
	it("takes one PUBLISH once, however often it is repeated before PUBREL [MQTT-4.3.3-2]", async () => {
		const sub = await subscribed("sub", "a", 2);
		const pub = await connected("pub");
		for (const dup of [false, true, true]) pub.send(publish("a", "1", 2, { messageId: 3, dup }));
		for (let n = 0; n < 3; n += 1) expect(await pub.next()).toMatchObject({ cmd: "pubrec", messageId: 3 });
		pub.send({ cmd: "pubrel", messageId: 3 });
		expect(await pub.next()).toMatchObject({ cmd: "pubcomp", messageId: 3 });
		const copy = (await sub.next()) as { messageId: number };
		sub.send({ cmd: "pubrec", messageId: copy.messageId });
		expect(await sub.next()).toMatchObject({ cmd: "pubrel", messageId: copy.messageId });
		sub.send({ cmd: "pubcomp", messageId: copy.messageId });
		const world = await room.until(({ fates }) => fates.m1?.sub?.fate === "delivered");
		expect(world.fates.m1?.sub).toMatchObject({ copies: 1 });
		expect(sub.got.filter((packet) => packet.cmd === "publish")).toHaveLength(1);
	});
});
