import mqttPacket, { type Packet } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined, payloadsSoFar, subscribed } from "#engine/testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";

/** Section numbers in here are those of MQTT V3.1. */
let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom();
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

const OLD = { protocolId: "MQIsdp", protocolVersion: 3 } as const;
const told = (type: string) => room.events.filter((event) => event.type === type);
const old = (clientId: string, clean = true, more: Partial<Packet> = {}) => joined(room, clientId, clean, { ...OLD, ...more } as never);
const text = (one: string) => [one.length >> 8, one.length & 0xff, ...Buffer.from(one)];
/** A CONNECT of MQTT 3.1 as it stands on the wire. */
const hello = (flags: number, ...fields: readonly string[]) => {
	const body = [...text("MQIsdp"), 3, flags, 0, 0, ...fields.flatMap(text)];
	return Uint8Array.from([0x10, body.length, ...body]);
};
async function greeted(bytes: Uint8Array): Promise<RawClient> {
	const client = openRawClient(room);
	client.sendBytes(bytes);
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0, sessionPresent: false });
	return client;
}
/** The first byte with DUP. */
const again = (packet: Packet) => {
	const bytes = mqttPacket.generate(packet);
	bytes[0] = (bytes[0] as number) | 8;
	return bytes;
};

describe("a client of MQTT 3.1", () => {
	it("may repeat SUBSCRIBE, UNSUBSCRIBE and PUBREL with DUP, and each is answered [2.1, 4.2]", async () => {
		const client = await old("old");
		const asks: Packet = { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 1 }] };
		client.send(asks);
		client.sendBytes(again(asks));
		expect([await client.next(), await client.next()]).toMatchObject([{ cmd: "suback" }, { cmd: "suback" }]);
		const gives: Packet = { cmd: "unsubscribe", messageId: 2, unsubscriptions: ["a"] };
		client.send(gives);
		client.sendBytes(again(gives));
		expect([await client.next(), await client.next()]).toMatchObject([{ cmd: "unsuback" }, { cmd: "unsuback" }]);
		client.send(publish("a", "x", 2, { messageId: 3 }));
		expect(await client.next()).toMatchObject({ cmd: "pubrec", messageId: 3 });
		client.send({ cmd: "pubrel", messageId: 3 });
		client.sendBytes(Uint8Array.of(0x6a, 2, 0, 3));
		expect([await client.next(), await client.next()]).toMatchObject([{ cmd: "pubcomp" }, { cmd: "pubcomp" }]);
		expect(told("publication.accepted")).toHaveLength(1);
		expect(told("packet.malformed")).toEqual([]);
	});

	it("may repeat a PUBLISH on the same connection, at QoS 2 without a second message [4.2]", async () => {
		const client = await old("old");
		client.send(publish("a", "x", 2, { messageId: 3 }));
		client.send(publish("a", "x", 2, { messageId: 3, dup: true }));
		expect([await client.next(), await client.next()]).toMatchObject([{ cmd: "pubrec" }, { cmd: "pubrec" }]);
		expect(told("publication.accepted")).toHaveLength(1);
	});

	it.each([
		["a user name that is announced and missing", hello(0x82, "x")],
		["a user name and a password that are announced and missing", hello(0xc2, "x")],
		["a password that is announced and missing", hello(0xc2, "x", "me")],
		["a user name that no flag announces", hello(0x02, "x", "me")],
		["a will QoS and a will RETAIN without a will", hello(0x3a, "x")],
		["the bit that is not used", hello(0x03, "x")],
	])("is let in with %s [3.1]", async (_, bytes) => {
		await greeted(bytes);
		expect(told("packet.malformed")).toEqual([]);
	});

	it("that sends bits which mean nothing there is not told that they are malformed [2.1, 3.8]", async () => {
		const client = await old("old");
		client.sendBytes(Uint8Array.of(0xc9, 0));
		expect(await client.next()).toMatchObject({ cmd: "pingresp" });
		client.sendBytes(Uint8Array.of(0x82, 6, 0, 1, 0, 1, 0x61, 0xfd));
		expect(await client.next()).toMatchObject({ cmd: "suback", granted: [1] });
		client.sendBytes(Uint8Array.of(0x38, 3, 0, 1, 0x61));
		expect(await client.next()).toMatchObject({ cmd: "publish", qos: 0 });
		expect(told("packet.malformed")).toEqual([]);
	});

	it("comes back to its session, and CONNACK says nothing of that [3.1, 3.2]", async () => {
		const first = await old("old", false);
		await subscribed(first, "a", 1);
		first.send({ cmd: "disconnect" });
		await first.closed;
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await payloadsSoFar(pub);
		const bytes: Uint8Array[] = [];
		const ends = room.attach(
			{ kind: "guest", transport: "tcp" },
			{ send: (some) => bytes.push(some), unsent: () => 0, pause() {}, resume() {}, end() {}, terminate() {} },
		);
		ends.received(hello(0, "old"));
		await room.until(({ clients }) => clients.old?.phase.phase === "connected");
		expect(Buffer.concat(bytes).subarray(0, 4)).toEqual(Buffer.of(0x20, 2, 0, 0));
		expect(told("session.resumed")).toHaveLength(1);
		await room.until(({ sessions }) => (sessions.old?.inflight.length ?? 0) === 1);
	});

	it("gets a positive answer for a filter that is not granted: there is no code for a refusal [3.8]", async () => {
		const client = await old("old");
		const many = Array.from({ length: LIMITS.subscriptionsPerSession + 1 }, (_, n) => ({ topic: `t/${n}`, qos: 1 as const }));
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: many });
		const { granted } = (await client.next()) as Extract<Packet, { cmd: "suback" }>;
		expect(granted.slice(-2)).toEqual([1, 0]);
		expect(told("subscription.refused")).toHaveLength(1);
	});

	it.each([
		["an empty client id", "", "Its client id is empty; in MQTT 3.1 a client names itself.", "client-id-empty"],
		["a client id of 24 characters", "x".repeat(24), "Its client id has 24 characters; MQTT 3.1 allows 23.", "client-id-long"],
	])("is refused for %s with return code 2, and told why [3.1]", async (_, clientId, says, why) => {
		const client = openRawClient(room);
		client.sendBytes(hello(2, clientId));
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 2 });
		await client.closed;
		expect(told("connection.refused")).toMatchObject([{ clientId, level: 3, returnCode: 2, why }]);
		expect(told("connection.closed")).toMatchObject([{ reason: "refused", says, clause: "MQTT-3.2.2-5" }]);
		expect(told("packet.malformed")).toEqual([]);
	});

	it("is let in with a client id of 23 characters, of whatever length in bytes [3.1]", async () => {
		await greeted(mqttPacket.generate(connect("ü".repeat(23), true, OLD as never)));
	});

	it("that asks for a level that is none of 3.1 gets return code 1", async () => {
		const client = openRawClient(room);
		const bytes = hello(2, "x");
		bytes[10] = 0x83;
		client.sendBytes(bytes);
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 1 });
		await client.closed;
		expect(told("connection.refused")).toMatchObject([{ level: 0x83, returnCode: 1, why: "level" }]);
	});

	it("gets and gives messages, wills and takeovers as a client of 3.1.1 does", async () => {
		const sub = await joined(room, "new");
		await subscribed(sub, "#", 2);
		const will = { topic: "w", payload: Buffer.from("gone"), qos: 1, retain: true } as const;
		await old("x", true, { will } as never);
		await old("x", true);
		expect(await sub.next()).toMatchObject({ cmd: "publish", topic: "w", qos: 1 });
		expect(told("connection.closed")).toMatchObject([{ reason: "takeover" }]);
	});
});

describe("a client of MQTT 3.1.1", () => {
	it.each([
		["SUBSCRIBE with DUP", again({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 0 }] }), "MQTT-3.8.1-1"],
		["UNSUBSCRIBE with DUP", again({ cmd: "unsubscribe", messageId: 1, unsubscriptions: ["a"] }), "MQTT-2.2.2-2"],
		["PUBREL with DUP", Uint8Array.of(0x6a, 2, 0, 3), "MQTT-2.2.2-2"],
		["PINGREQ with flags", Uint8Array.of(0xc1, 0), "MQTT-2.2.2-2"],
	])("still ends its connection by %s", async (_, bytes, clause) => {
		const client = await joined(room, "x");
		client.sendBytes(bytes);
		await client.closed;
		expect(told("packet.malformed")).toMatchObject([{ clause }]);
	});

	it("may have a client id of more than 23 characters, and an empty one for a clean session [MQTT-3.1.3-5, -6]", async () => {
		await joined(room, "x".repeat(LIMITS.clientIdCharacters));
		await joined(room, "");
	});

	it("is refused with return code 2 where the empty client id asks for a session that is kept [MQTT-3.1.3-8]", async () => {
		const client = openRawClient(room);
		client.sendBytes(Uint8Array.from([0x10, 12, ...text("MQTT"), 4, 0, 0, 0, 0, 0]));
		expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 2 });
		await client.closed;
		expect(told("connection.refused")).toMatchObject([{ why: "client-id-empty", clause: "MQTT-3.1.3-8", level: 4 }]);
	});
});
