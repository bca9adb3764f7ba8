import mqttPacket from "mqtt-packet";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Visitor } from "#contract/door.ts";
import type { EventOf, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, openRawRoom, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openDoor } from "./open-door.ts";

let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom();
});
afterEach(async () => {
	await room.close();
});

const sound = connect("gate", true);
const generate = (packet: object) => mqttPacket.generate(packet as never);

test.each([
	[
		"MQTT 5",
		generate({ ...sound, protocolVersion: 5, username: "kitchen" }),
		{ why: "mqtt-5", answer: 1, level: 5, clientId: "gate", userName: "kitchen" },
	],
	["a level that nobody speaks", generate({ ...sound, protocolVersion: 4 }).fill(9, 8, 9), { why: "protocol-level", answer: 1, level: 9 }],
	["a bridge", generate({ ...sound, bridgeMode: true }), { why: "protocol-level", answer: 1, level: 132 }],
	[
		"an empty id that asks for a session",
		Uint8Array.of(0x10, 12, 0, 4, 77, 81, 84, 84, 4, 0, 0, 0, 0, 0),
		{ why: "client-id", answer: 2, clientId: "", userName: null, says: "Its client id is empty, and it asks for a session that is kept" },
	],
	["an id that is too long", generate({ ...sound, clientId: "x".repeat(300) }), { why: "client-id", answer: 2 }],
	["a packet that is not CONNECT", Uint8Array.of(0xc0, 0), { why: "not-connect", answer: null, says: "PINGREQ before CONNECT" }],
	[
		"bytes that are not MQTT",
		Uint8Array.of(0x53, 0xff, 0xff, 0xff, 0xff),
		{ why: "malformed", answer: null, hex: expect.stringMatching(/^53 ff/) },
	],
	["a CONNECT that is not sound", Uint8Array.of(0x10, 2, 0, 9), { why: "malformed", answer: null }],
])("the room tells which client was refused at its door: %s", async (_, bytes, told) => {
	openRawClient(room).sendBytes(bytes);
	const { door } = await room.until((world) => world.door.count > 0);
	expect(door.visitors).toEqual([expect.objectContaining({ ...told, outcome: "refused", by: "tcp", times: 1 })]);
	expect(door.visitors[0]?.advice).toMatch(/\.$/);
});

test.each([
	["MQTT 5", generate({ ...sound, protocolVersion: 5 })],
	["a level that nobody speaks", generate({ ...sound, protocolVersion: 4 }).fill(9, 8, 9)],
	["an id that is too long", generate({ ...sound, clientId: "x".repeat(300) })],
	["an id that is too long for MQTT 3.1", generate({ ...sound, clientId: "x".repeat(24), protocolVersion: 3, protocolId: "MQIsdp" })],
	[
		"a will with RETAIN, which is not available",
		generate({ ...sound, will: { topic: "gone", payload: Buffer.from("g"), qos: 0, retain: true } }),
	],
])("why a CONNECT is refused is decided once: log, connection and door say the same of %s", async (_, bytes) => {
	room.command({ type: "broker.settings", settings: { retainAvailable: false } });
	openRawClient(room).sendBytes(bytes);
	const { door } = await room.until((world) => world.door.count > 0);
	const told = <T extends Fact["type"]>(type: T) => room.events.find((event): event is EventOf<T> => event.type === type);
	const { says, returnCode, clause } = told("connection.refused") as EventOf<"connection.refused">;
	const sentence = `${says.charAt(0).toUpperCase()}${says.slice(1)}`;
	expect(told("connection.closed")).toMatchObject({ reason: "refused", says: `${sentence}.` });
	expect(door.visitors).toEqual([expect.objectContaining({ says: sentence, answer: returnCode, clause })]);
});

test("a client whose will asks for what a setting forbids is told to mend that, and not its password", async () => {
	room.command({ type: "broker.settings", settings: { retainAvailable: false } });
	openRawClient(room).sendBytes(generate({ ...sound, will: { topic: "gone", payload: Buffer.from("g"), qos: 0, retain: true } }));
	const { door } = await room.until((world) => world.door.count > 0);
	expect(door.visitors[0]).toMatchObject({ says: "Its will asks for RETAIN, and retain_available is false", answer: 5 });
	expect(door.visitors[0]?.advice).toContain("retain_available = true");
});

test("a second CONNECT is at the door, and any other fault of a client that was let in is not", async () => {
	const twice = openRawClient(room);
	twice.send(sound);
	await twice.next();
	twice.send(sound);
	await room.until((world) => world.door.count === 1);
	expect(room.world().door.visitors[0]).toMatchObject({ why: "second-connect", clientId: "gate", outcome: "ended", answer: 0 });
	const broken = openRawClient(room);
	broken.send(connect("other", true));
	await broken.next();
	broken.sendBytes(Uint8Array.of(0x00, 0x00));
	await broken.closed;
	expect(room.world().door.count).toBe(1);
});

test("a CONNECT that keeps to the standard and is too much here is not called invalid", async () => {
	const topic = Array(LIMITS.topicLevels + 1)
		.fill("a")
		.join("/");
	openRawClient(room).sendBytes(generate({ ...sound, will: { topic, payload: Buffer.from("w"), qos: 0, retain: false } }));
	const { door } = await room.until((world) => world.door.count > 0);
	expect(door.visitors[0]).toMatchObject({ why: "overflow", clientId: "gate" });
	expect(door.visitors[0]?.advice).toMatch(/^The standard allows that: it is a limit of this broker/);
});

test("a text frame has no first bytes, and nobody is sent to look at them", async () => {
	openRawClient(room).ends.violated("a text frame; MQTT travels in binary frames", "MQTT-6.0.0-1", "text-frame");
	const { door } = await room.until((world) => world.door.count > 0);
	expect(door.visitors[0]).toMatchObject({ why: "malformed", hex: "", advice: "Send MQTT in binary frames." });
});

test("a client that leaves by itself was not refused", async () => {
	const client = openRawClient(room);
	client.sendBytes(generate(sound).subarray(0, 5));
	client.ends.gone("the TCP connection closed");
	await room.until((world) => Object.keys(world.connections).length === 0);
	expect(room.world().door.count).toBe(0);
});

test("a client that finds the room full is told of", async () => {
	for (let one = 0; one <= LIMITS.connectionsPerRoom; one += 1) openRawClient(room);
	expect((await room.until((world) => world.door.count > 0)).door.visitors[0]).toMatchObject({ why: "room-full" });
});

test("a client without a CONNECT is told of when the broker has waited long enough", async () => {
	const time = openStillTime();
	const still = await openRawRoom(time);
	openRawClient(still);
	time.pass(LIMITS.connectMs);
	await still.until((world) => world.door.count > 0);
	expect(still.world().door.visitors[0]).toMatchObject({ why: "no-connect", says: "No CONNECT within 10 s", hex: "" });
	await still.close();
});

test("clearing the room does not empty the list at its door", async () => {
	openRawClient(room).sendBytes(Uint8Array.of(0xc0, 0));
	await room.until((world) => world.door.count > 0);
	room.command({ type: "room.clear" });
	await room.until(() => room.events.some(({ type }) => type === "room.cleared"));
	expect(room.world().door.count).toBe(1);
});

const visitor = (clientId: string): Visitor => ({
	why: "mqtt-5",
	outcome: "refused",
	from: "10.0.0.7",
	by: "tcp",
	clientId,
	hex: "",
	answer: 1,
	says: "",
	advice: "",
	clause: null,
});

test("a flood at the door is told at a bounded rate, and nobody of it is left out of the count", () => {
	const time = openStillTime();
	const told: Fact[] = [];
	const door = openDoor(time, (fact) => told.push(fact));
	for (let one = 0; one < 5_000; one += 1) door.knocked(visitor(`c${one}`));
	expect(told).toHaveLength(LIMITS.doorBurst);
	for (let minutes = 0; minutes < 10; minutes += 1) {
		for (let one = 0; one < 1_000; one += 1) door.knocked(visitor(`d${minutes}-${one}`));
		time.pass(60_000);
	}
	expect(told.length).toBeLessThanOrEqual(LIMITS.doorBurst + 60);
	time.pass(LIMITS.doorMs * LIMITS.doorListed);
	const count = told.reduce((sum, fact) => sum + (fact.type === "door.knocked" ? fact.times + fact.unlisted : 0), 0);
	expect(count).toBe(15_000);
	expect(time.timers).toBe(0);
	door.close();
});

test("one that comes again and again is one visitor with a number", () => {
	const time = openStillTime();
	const told: Fact[] = [];
	const door = openDoor(time, (fact) => told.push(fact));
	for (let one = 0; one < LIMITS.doorBurst + 30; one += 1) door.knocked(visitor("gate"));
	time.pass(LIMITS.doorMs);
	expect(told).toEqual([
		expect.objectContaining({ times: 1 }),
		expect.objectContaining({ clientId: "gate", times: LIMITS.doorBurst + 29 }),
	]);
	door.knocked(visitor("gate"));
	door.close();
	expect(time.timers).toBe(0);
});

test("a room that is closed has no door: whoever comes late sets no timer", () => {
	const time = openStillTime();
	const told: Fact[] = [];
	const door = openDoor(time, (fact) => told.push(fact));
	door.close();
	for (let one = 0; one < LIMITS.doorBurst + 1; one += 1) door.knocked(visitor(`c${one}`));
	door.close();
	expect([told, time.timers]).toEqual([[], 0]);
});
