import { generate } from "mqtt-packet";
import { afterEach, describe, expect, it } from "vitest";
import type { EventOf, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "./testkit/raw.ts";
import { openStillTime, type StillTime } from "./testkit/still.ts";

let room: RawRoom;
let time: StillTime;
afterEach(() => room.close());

async function open(settings: Parameters<typeof openRawRoom>[1] = {}): Promise<void> {
	time = openStillTime();
	room = await openRawRoom(time, settings);
}
const WILL = { topic: "gone", payload: Buffer.from("gone"), qos: 0, retain: false } as const;
/** A persistent client with a will: three events tell how its connection ended. */
async function join(name: string, more: object = {}): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(name, false, { will: WILL, ...more }));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	return client;
}
const told = <T extends RoomEvent["type"]>(type: T) => room.events.find((event): event is EventOf<T> => event.type === type);
async function expectEnd(reason: string): Promise<EventOf<"connection.closed">> {
	await room.until(() => told("connection.closed") !== undefined && told("will.fired") !== undefined);
	expect([told("connection.closed")?.reason, told("session.offline")?.reason, told("will.fired")?.reason]).toEqual([
		reason,
		reason,
		reason,
	]);
	return told("connection.closed") as EventOf<"connection.closed">;
}
const wireOf = (name: string) => Object.values(room.world().connections).find(({ clientId }) => clientId === name)?.connection ?? "";
const deep = Array(LIMITS.topicLevels + 1)
	.fill("a")
	.join("/");

describe("connection, session and will name the same cause", () => {
	it.each([
		[
			"breaks the standard",
			{},
			generate({ cmd: "publish", topic: "a+", payload: "x", qos: 0, retain: false, dup: false }),
			"protocol-error",
		],
		["sends a packet that is too large here", {}, Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f), "too-large"],
		["names a topic that is too deep here", {}, generate(publish(deep, "x")), "too-large"],
		[
			"uses RETAIN where that is not available",
			{ retainAvailable: false },
			generate(publish("a", "x", 0, { retain: true })),
			"not-allowed",
		],
		["publishes to a topic that stock Aedes keeps for itself", PRESETS.aedes.settings, generate(publish("$SYS/a", "x")), "not-allowed"],
		["sends garbage to stock Aedes", PRESETS.aedes.settings, Uint8Array.of(0x36, 3, 0, 1, 0x41), "protocol-error"],
	])("of a client that %s", async (_, settings, bytes, reason) => {
		await open(settings);
		(await join("sub")).sendBytes(bytes);
		await expectEnd(reason);
	});

	it.each([
		[
			"sends one packet byte by byte",
			(client: RawClient) => client.sendBytes(Uint8Array.of(0x30)),
			/^No whole packet for 1\.5 s.*: 1 byte of a packet\.$/,
		],
		["is silent", () => {}, /^Nothing heard for 1\.5 s, 1\.5 x its keep alive\.$/],
		[
			"speaks on a wire that a person has silenced",
			silenceAndSpeak,
			/^Nothing heard for 1\.5 s, 1\.5 x its keep alive: its wire is silent\.$/,
		],
	])("of a client that %s: nothing whole was heard", async (_, does, says) => {
		await open();
		const client = await join("sub", { keepalive: 1 });
		does(client);
		time.pass(1_500);
		expect((await expectEnd("keep-alive")).says).toMatch(says);
	});
});

function silenceAndSpeak(client: RawClient): void {
	room.command({ type: "wire.silence", connection: wireOf("sub") });
	client.send({ cmd: "pingreq" });
}

describe("a client that keeps to the standard is not blamed", () => {
	it("where stock Aedes ends its connection for a PUBREC that is right", async () => {
		await open(PRESETS.aedes.settings);
		const pub = openRawClient(room);
		pub.send(connect("pub", true));
		await pub.next();
		pub.send(publish("a", "x", 2, { messageId: 1, retain: true }));
		await pub.next();
		pub.send({ cmd: "pubrel", messageId: 1 });
		await pub.next();
		const sub = await join("sub");
		sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 2 }] });
		let packet = await sub.next();
		while (packet.cmd !== "publish") packet = await sub.next();
		sub.send({ cmd: "pubrec", messageId: packet.messageId ?? 0 });
		const { says } = await expectEnd("broker-fault");
		expect(says).toBe(`PUBREC #${packet.messageId} for r1 is sound; Aedes ended the connection all the same (“no such packet”).`);
	});

	it("and is, where that PUBREC answers nothing", async () => {
		await open(PRESETS.aedes.settings);
		(await join("sub")).send({ cmd: "pubrec", messageId: 77 });
		expect((await expectEnd("protocol-error")).says).toBe("PUBREC #77, but nothing was sent under this id on this connection.");
	});

	const openedTo = (name: string) => {
		const client = openRawClient(room);
		return (...packets: Parameters<typeof generate>[0][]) =>
			client.sendBytes(Buffer.concat([connect(name, false, { will: WILL }), ...packets].map((packet) => generate(packet))));
	};

	it("and is, where that PUBREC stands right behind its CONNECT", async () => {
		await open(PRESETS.aedes.settings);
		openedTo("sub")({ cmd: "pubrec", messageId: 77 });
		expect((await expectEnd("protocol-error")).says).toBe("PUBREC #77, but nothing was sent under this id on this connection.");
	});

	it("for a PUBACK right behind its CONNECT, of what an earlier connection brought, where something else is against the standard", async () => {
		await open(PRESETS.aedes.settings);
		const sub = openRawClient(room);
		sub.send(connect("sub", false));
		sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 1 }] });
		sub.send(publish("a", "x", 1, { messageId: 2 }));
		const { sessions } = await room.until((world) => world.sessions.sub?.inflight.length === 1);
		sub.ends.gone("It broke.");
		await room.until((world) => world.sessions.sub?.connection === null);
		room.events.length = 0;
		openedTo("sub")({ cmd: "puback", messageId: sessions.sub?.inflight[0]?.packetId ?? 0 }, publish("$SYS/a", "x"));
		expect((await expectEnd("not-allowed")).says).toContain("$SYS/");
	});

	it("where what it sends behind its CONNECT is of a version that is not read here", async () => {
		await open(PRESETS.aedes.settings);
		const client = openRawClient(room);
		client.sendBytes(generate({ ...connect("five", true), protocolVersion: 5, properties: {} } as Parameters<typeof generate>[0]));
		const five = { protocolVersion: 5 } as Parameters<typeof generate>[1];
		client.sendBytes(generate({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 0 }], properties: {} }, five));
		client.sendBytes(generate({ ...publish("b", "x"), properties: {} } as Parameters<typeof generate>[0], five));
		await room.until(({ door }) => door.count > 0);
		expect(told("packet.malformed")).toBeUndefined();
	});

	it("where its CONNECT stands on a wire that a person has silenced", async () => {
		await open();
		room.command({ type: "wire.delay", delayMs: 2_000 });
		const client = openRawClient(room);
		client.send(connect("sound", false));
		room.command({ type: "wire.silence", connection: wireOf("sound") });
		time.pass(LIMITS.connectMs);
		await room.until(({ door }) => door.count > 0);
		expect(told("connection.closed")).toMatchObject({ reason: "unheard", says: "Its CONNECT has stood on a silent wire for 10 s." });
		expect(room.world().door.visitors[0]?.advice).toMatch(/^The client did send CONNECT/);
	});

	it("nor given up, where its CONNECT goes on when that wire is mended", async () => {
		await open();
		room.command({ type: "wire.delay", delayMs: 6_000 });
		const client = openRawClient(room);
		client.send(connect("sound", false));
		room.command({ type: "wire.silence", connection: wireOf("sound") });
		time.pass(8_000);
		room.command({ type: "wire.mend", connection: wireOf("sound") });
		time.pass(6_000);
		await room.until(({ sessions }) => sessions.sound !== undefined);
		expect(told("connection.closed")).toBeUndefined();
	});
});

describe("a client that was refused is at the door", () => {
	const refused = async () => {
		await open();
		room.command({ type: "wire.delay", delayMs: 6_000 });
		const client = openRawClient(room);
		client.send(connect("x".repeat(300), true));
		time.pass(6_000);
		await room.until(() => told("connection.refused") !== undefined);
		return client;
	};
	it("although a person cuts its wire before the CONNACK has crossed it", async () => {
		await refused();
		room.command({ type: "wire.cut", connection: told("connection.opened")?.connection ?? "" });
		const { door } = await room.until((world) => world.door.count > 0);
		expect(door.visitors[0]).toMatchObject({ why: "client-id", answer: null, clientId: expect.stringMatching(/^xxx/) });
	});

	it.each([
		["breaks", (client: RawClient) => client.ends.gone("the TCP connection broke")],
		["is closed", (client: RawClient) => client.ends.ended(false)],
		["is half closed", (client: RawClient) => client.ends.ended(true)],
	])("although its own socket %s before", async (_, leave) => {
		leave(await refused());
		time.pass(6_000);
		const { door } = await room.until((world) => world.door.count > 0);
		expect(door.visitors[0]).toMatchObject({ why: "client-id" });
		expect(Object.keys(room.world().connections)).toEqual([]);
	});
});
