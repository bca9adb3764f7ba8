import mqttPacket from "mqtt-packet";
import { afterEach, describe, expect, it } from "vitest";
import type { BrokerName } from "#contract/brokers.ts";
import { LIMITS } from "#contract/limits.ts";
import { away, joined, payloadsSoFar, segment, subscribed } from "./testkit/bench.ts";
import { busyPace } from "./testkit/busy.ts";
import { connect, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { openStillTime, turns } from "./testkit/still.ts";

let room: RawRoom;
const time = openStillTime();
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});
const BROKERS = ["decided", "aedes"] satisfies BrokerName[];

/** A client that notes the bytes on its socket, both ways. */
function openPlain() {
	const got: Uint8Array[] = [];
	const sent: Uint8Array[] = [];
	const ends = room.attach(
		{ kind: "guest", transport: "tcp" },
		{ send: (bytes) => void got.push(bytes.slice()), unsent: () => 0, pause() {}, resume() {}, end() {}, terminate() {} },
	);
	const send = (bytes: Uint8Array) => {
		sent.push(bytes);
		ends.received(bytes);
	};
	return { send, ends, got: () => Buffer.concat(got).toString("hex"), sent: () => Buffer.concat(sent).toString("hex") };
}

/** What the room has kept of everything that went this way on this connection, in order. */
function kept(direction: "up" | "down", connection = "c1"): string {
	const packets = room.events.flatMap((event) => {
		const isPacket = event.type === "packet.entered" || event.type === "packet.passed";
		return isPacket && event.connection === connection && event.direction === direction ? [event.packet] : [];
	});
	return Buffer.concat(packets.map((packet) => room.bytesOf(packet)?.bytes ?? Buffer.from("missing"))).toString("hex");
}

describe.each(BROKERS)("a room with the broker %s keeps the bytes of its packets", (broker) => {
	it("as they were on the socket, both ways, at every QoS, with and without a delay", async () => {
		room = await openRawRoom(time, { broker });
		const client = openPlain();
		client.send(segment(connect("me", true, { keepalive: 60, will: { topic: "w", payload: Buffer.from("gone"), qos: 1, retain: false } })));
		client.send(segment({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a/#", qos: 2 }] }));
		await turns();
		for (const qos of [0, 1, 2] as const) client.send(segment(publish("a/b", `q${qos}`, qos, { messageId: 10 + qos })));
		await turns();
		room.command({ type: "wire.delay", delayMs: 500 });
		client.send(segment({ cmd: "pubrel", messageId: 12 }, { cmd: "pingreq" }, publish("a/long", "x".repeat(5_000), 1, { messageId: 14 })));
		do {
			time.pass(500);
			await turns();
		} while (Object.keys(room.world().packets).length > 0);
		expect(kept("up")).toBe(client.sent());
		expect(kept("down")).toBe(client.got());
		expect(client.got().length).toBeGreaterThan(10_000);
	});

	it("of one that is not allowed too, and says with which byte it broke", async () => {
		room = await openRawRoom(time, { broker });
		const client = openPlain();
		client.send(segment(connect("me", true)));
		await turns();
		const packetIdZero = Buffer.from("32070003612f620000", "hex");
		client.send(packetIdZero);
		await turns();
		const [told] = room.events.flatMap((event) => (event.type === "packet.malformed" ? [event] : []));
		expect(told).toMatchObject({ direction: "up", bytes: packetIdZero.length, offset: 8, clause: "MQTT-2.3.1-1" });
		expect(room.bytesOf(told?.packet ?? "")).toEqual({ bytes: new Uint8Array(packetIdZero), whole: packetIdZero.length });
	});

	it("but never a password, whether its CONNECT is sound or broken", async () => {
		room = await openRawRoom(time, { broker });
		const signed = { username: "me", password: Buffer.from("hunter2") };
		const sound = segment({ ...connect("me", true), ...signed });
		openPlain().send(sound);
		await turns();
		const blanked = Buffer.from(sound).toString("latin1").replace("hunter2", "*******");
		expect(Buffer.from(kept("up"), "hex").toString("latin1")).toBe(blanked);
		// The reserved flag is set [MQTT-3.1.2-3]; client id and user name are so short that the password is among the first bytes.
		openPlain().send(Buffer.from("101800044d51545404c3003c00016d000175000668756e746572", "hex"));
		await turns();
		const told = room.events.find((event) => event.type === "packet.malformed");
		const name = (told?.type === "packet.malformed" && told.packet) || "";
		expect(Buffer.from(room.bytesOf(name)?.bytes ?? []).toString("hex")).toBe("101800044d51545404c3003c00016d00017500062a2a2a2a2a2a");
		expect(JSON.stringify(room.events)).not.toContain(Buffer.from("hun").toString("hex"));
	});

	it("no longer once the room is cleared, or its memory is asked back; then of later packets again", async () => {
		room = await openRawRoom(time, { broker });
		const client = openPlain();
		const names = () => room.events.flatMap((event) => (event.type === "packet.passed" ? [event.packet] : []));
		client.send(segment(connect("me", true)));
		await turns();
		expect(names().map((name) => room.bytesOf(name))).not.toContain(null);
		room.forgetBytes();
		expect(names().map((name) => room.bytesOf(name))).toEqual(names().map(() => null));
		client.send(segment({ cmd: "pingreq" }));
		expect(kept("up").endsWith("c000")).toBe(true);
		room.shrink();
		expect(room.bytesOf(names().at(-1) ?? "")).toBeNull();
		client.send(segment({ cmd: "pingreq" }));
		room.command({ type: "room.clear" });
		await turns();
		expect(names().map((name) => room.bytesOf(name))).toEqual(names().map(() => null));
	});
});

describe("a room keeps the bytes of its packets", () => {
	it("also of those that are lost at once, because nobody reads any longer", async () => {
		room = await openRawRoom(time, {}, busyPace(time));
		const client = await joined(room, "pub");
		client.send(publish("a", "x", 1, { messageId: 7 }));
		client.ends.ended(false);
		await room.until(({ connections }) => Object.keys(connections).length === 0);
		const lost = room.events.flatMap((event) => (event.type === "packet.lost" ? [event.packet] : []));
		expect(lost.map((packet) => Buffer.from(room.bytesOf(packet)?.bytes ?? []).toString("hex"))).toContain("40020007");
	});

	it("once for all subscribers where the payload is long, each with its own packet id", async () => {
		room = await openRawRoom(time);
		const subs = [];
		for (let n = 0; n < 30; n += 1) {
			const sub = await joined(room, `sub-${n}`);
			await subscribed(sub, "a", 1);
			subs.push(sub);
		}
		const pub = await joined(room, "pub");
		const payload = "long ".repeat(6_000);
		pub.send(publish("a", payload, 1, { messageId: 1 }));
		expect(await pub.next()).toMatchObject({ cmd: "puback" });
		const down = room.events.flatMap((event) =>
			event.type === "packet.passed" && event.direction === "down" && event.fields.type === "PUBLISH" ? [event.packet] : [],
		);
		expect(down).toHaveLength(30);
		for (const packet of down) {
			const { bytes, whole } = room.bytesOf(packet) ?? { bytes: new Uint8Array(), whole: 0 };
			expect(bytes).toHaveLength(whole);
			const [read] = parsed(bytes);
			expect(read).toMatchObject({ cmd: "publish", topic: "a", qos: 1, messageId: 1 });
			expect(String(read?.payload)).toBe(payload);
		}
	});

	it("and those of what a saved room had in hand, where another goes on", async () => {
		room = await openRawRoom(time);
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await payloadsSoFar(pub);
		const before = room.events.flatMap((event) => (event.type === "packet.passed" ? [event.packet] : []));
		await room.move();
		expect(before.map((packet) => room.bytesOf(packet))).toEqual(before.map(() => null));
		await joined(room, "sub", false);
		const after = room.events.flatMap((event) => (event.type === "packet.passed" ? [event.packet] : [])).slice(before.length);
		expect(after.length).toBeGreaterThan(1);
		expect(after.map((packet) => room.bytesOf(packet))).not.toContain(null);
	});

	it("of one that is too long here as far as it has come, and of bytes that are none up to a bound", async () => {
		room = await openRawRoom(time);
		const client = openPlain();
		client.send(segment(connect("me", true)));
		await turns();
		// A SUBSCRIBE without its flags, and with 3,000 bytes of filters.
		const wrong = Buffer.concat([Buffer.from([0x80, 0xba, 0x17, 0, 1]), Buffer.alloc(3_000)]);
		client.send(wrong);
		await turns();
		const told = room.events.find((event) => event.type === "packet.malformed");
		expect(told).toMatchObject({ offset: 0 });
		const found = room.bytesOf((told?.type === "packet.malformed" && told.packet) || "");
		expect(found?.bytes.length).toBeLessThanOrEqual(LIMITS.keptMalformedBytes);
		expect(Buffer.compare(found?.bytes ?? new Uint8Array(), wrong.subarray(0, found?.bytes.length))).toBe(0);
	});
});

function parsed(bytes: Uint8Array): mqttPacket.IPublishPacket[] {
	const packets: mqttPacket.IPublishPacket[] = [];
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	parser.on("packet", (packet) => packets.push(packet as mqttPacket.IPublishPacket));
	parser.parse(Buffer.from(bytes));
	return packets;
}
