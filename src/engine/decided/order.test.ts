import mqttPacket, { type Packet } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
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

const segment = (...packets: Packet[]) => Buffer.concat(packets.map((packet) => mqttPacket.generate(packet)));
const subscribe = (topic: string, qos: 0 | 1 | 2, messageId = 1): Packet => ({
	cmd: "subscribe",
	messageId,
	subscriptions: [{ topic, qos }],
});

async function joined(clientId: string, clean = true, more: Partial<Packet> = {}): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(clientId, clean, more));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	return client;
}

async function take(client: RawClient, count: number): Promise<Packet[]> {
	const taken: Packet[] = [];
	while (taken.length < count) taken.push(await client.next());
	return taken;
}

describe("what comes in one segment", () => {
	it("is done in order: CONNECT, SUBSCRIBE and 60 PUBLISH reach their own client [3.1.4]", async () => {
		const client = openRawClient(room);
		const publishes = Array.from({ length: 60 }, (_, n) => publish("a", String(n), 0));
		client.sendBytes(segment(connect("x", true), subscribe("a", 0), ...publishes));
		const packets = await take(client, 62);
		expect(packets.slice(0, 2).map(({ cmd }) => cmd)).toEqual(["connack", "suback"]);
		expect(packets.slice(2).map((packet) => String((packet as { payload: Buffer }).payload))).toEqual(
			Array.from({ length: 60 }, (_, n) => String(n)),
		);
	});

	it("loses nothing between retained, plain, and mixed QoS [MQTT-4.6.0-6]", async () => {
		const sub = await joined("sub");
		sub.send(subscribe("a", 2));
		await sub.next();
		const pub = await joined("pub");
		pub.sendBytes(
			segment(
				publish("a", "1", 0, { retain: true }),
				publish("a", "2", 0),
				publish("a", "3", 2, { messageId: 1, retain: true }),
				publish("a", "4", 1, { messageId: 2 }),
				publish("a", "5", 0),
			),
		);
		const payloads = (await take(sub, 5)).map((packet) => String((packet as { payload: Buffer }).payload));
		expect(payloads).toEqual(["1", "2", "3", "4", "5"]);
		expect((await take(pub, 2)).map(({ cmd }) => cmd).sort()).toEqual(["puback", "pubrec"]);
	});

	it("takes a QoS 2 id anew after its PUBREL [MQTT-4.3.3-2]", async () => {
		const sub = await joined("sub");
		sub.send(subscribe("a", 0));
		await sub.next();
		const pub = await joined("pub");
		const once = publish("a", "x", 2, { messageId: 5 });
		pub.sendBytes(segment(once, { ...once, dup: true } as Packet, { cmd: "pubrel", messageId: 5 }, once, { cmd: "pubrel", messageId: 5 }));
		await take(sub, 2);
		expect((await take(pub, 5)).map(({ cmd }) => cmd)).toEqual(["pubrec", "pubrec", "pubcomp", "pubrec", "pubcomp"]);
		expect(sub.got.filter(({ cmd }) => cmd === "publish")).toHaveLength(2);
	});

	it("gets one return code for each filter, also for one named twice [MQTT-3.8.4-5]", async () => {
		const client = await joined("x");
		const twice = [
			{ topic: "a", qos: 2 as const },
			{ topic: "a", qos: 1 as const },
		];
		client.send({ cmd: "subscribe", messageId: 9, subscriptions: twice });
		expect(await client.next()).toMatchObject({ cmd: "suback", messageId: 9, granted: [2, 1] });
		expect(room.world().sessions.x?.subscriptions.a?.qos).toBe(1);
	});

	it("is not taken after DISCONNECT, and the room says so [MQTT-3.14.4-2]", async () => {
		const client = await joined("x");
		client.sendBytes(segment({ cmd: "disconnect" }, publish("a", "late", 0)));
		await client.closed;
		expect(room.world().messages).toEqual({});
		expect(room.events.find(({ type }) => type === "packet.malformed")).toMatchObject({ clause: "MQTT-3.14.4-2" });
	});
});

describe("one client id", () => {
	it("has one connection after a storm of ten, every time [MQTT-3.1.4-2]", async () => {
		for (let storm = 0; storm < 10; storm += 1) {
			const clients = Array.from({ length: 10 }, () => openRawClient(room));
			for (const client of clients) client.send(connect("x", storm % 2 === 0));
			await Promise.all(clients.slice(0, 9).map(({ closed }) => closed));
			const world = await room.until(({ clients: known }) => known.x?.phase.phase === "connected");
			expect(Object.keys(world.connections)).toHaveLength(1);
		}
	});
});

describe("in room time", () => {
	it("a silent client is dropped after 1.5 x keep alive, and its will fires; not while the room is paused [MQTT-3.1.2-24]", async () => {
		const watcher = await joined("watcher");
		watcher.send(subscribe("w", 0));
		await watcher.next();
		const client = await joined("x", true, { keepalive: 10, will: { topic: "w", payload: Buffer.from("bye"), qos: 0, retain: false } });
		await room.until(({ clients }) => clients.x?.phase.phase === "connected");
		time.pass(14_000);
		room.command({ type: "clock.pause" });
		time.pass(3_600_000);
		expect(room.world().clients.x?.phase.phase).toBe("connected");
		room.command({ type: "clock.resume" });
		time.pass(2_000);
		expect(await client.closed).toBe("terminate");
		expect(room.world().clients.x?.phase).toMatchObject({ phase: "offline", reason: "keep-alive" });
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "w" });
	});

	it("a client that sends no CONNECT, or only half a packet, is shown out", async () => {
		const silent = openRawClient(room);
		const half = await joined("half");
		half.sendBytes(new Uint8Array([0x30]));
		time.pass(LIMITS.connectMs);
		expect(await silent.closed).toBe("end");
		time.pass(LIMITS.halfPacketMs - LIMITS.connectMs);
		expect(await half.closed).toBe("terminate");
	});

	it("a polite goodbye travels behind what was sent before it, and no will fires", async () => {
		const client = await joined("x", true, { will: { topic: "w", payload: Buffer.from("bye"), qos: 0, retain: false } });
		await room.until(({ clients }) => clients.x?.phase.phase === "connected");
		room.command({ type: "wire.delay", delayMs: 2_000 });
		client.sendBytes(segment(publish("a", "last words", 0), { cmd: "disconnect" }));
		client.ends.ended(true);
		expect(room.world().clients.x?.phase).toMatchObject({ phase: "leaving", polite: true });
		// Its place is free while its last words are still on their way.
		expect(await client.closed).toBe("end");
		expect(room.counts().connections).toBe(0);
		time.pass(2_000);
		await room.until(({ connections }) => Object.keys(connections).length === 0);
		expect(room.world().messages.m1?.phase).toBe("accepted");
		expect(room.world().clients.x?.phase).toMatchObject({ phase: "offline", reason: "disconnect" });
		expect(room.world().named.will).toBe(0);
	});
});

describe("fifty queued messages", () => {
	it("survive a cut after ten acknowledgements: nothing lost, order kept, exactly the unacknowledged ones with DUP", async () => {
		const sub = await joined("sub", false);
		sub.send(subscribe("a", 1));
		await sub.next();
		sub.send({ cmd: "disconnect" });
		await sub.closed;
		const pub = await joined("pub");
		for (let n = 1; n <= 50; n += 1) pub.send(publish("a", String(n), 1, { messageId: n }));
		await take(pub, 50);
		const back = await joined("sub", false);
		const first = await take(back, 20); // the window
		for (const packet of first.slice(0, 10)) back.send({ cmd: "puback", messageId: (packet as { messageId: number }).messageId });
		await room.until(({ sessions }) => sessions.sub?.queue.length === 20);
		room.command({ type: "wire.cut", connection: room.world().sessions.sub?.connection ?? "" });
		const again = await joined("sub", false);
		const rest: { payload: string; dup: boolean }[] = [];
		while (rest.length < 40) {
			const packet = (await again.next()) as { payload: Buffer; dup: boolean; messageId: number };
			rest.push({ payload: String(packet.payload), dup: packet.dup });
			again.send({ cmd: "puback", messageId: packet.messageId });
		}
		expect(rest.map(({ payload }) => payload)).toEqual(Array.from({ length: 40 }, (_, n) => String(n + 11)));
		expect(rest.filter(({ dup }) => dup).map(({ payload }) => payload)).toEqual(Array.from({ length: 20 }, (_, n) => String(n + 11)));
	});
});
