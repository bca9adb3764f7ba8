import mqttPacket from "mqtt-packet";
import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined, segment } from "#engine/testkit/bench.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";

const still = eachInStillRoom();
const { told, settled } = still;

it("keep alive is judged after what arrived during a late turn was read, and then it is judged [MQTT-3.1.2-24]", async () => {
	const client = await joined(still.room, "x", true, { keepalive: 1 } as never);
	still.time.pass(1_500);
	client.send({ cmd: "pingreq" });
	expect(await client.next()).toMatchObject({ cmd: "pingresp" });
	await settled();
	expect(told("connection.closed")).toEqual([]);
	still.time.pass(1_500);
	await settled();
	expect(told("connection.closed")).toMatchObject([{ reason: "keep-alive" }]);
});

it("half a packet is judged after what arrived during a late turn was read, and then it is judged", async () => {
	const client = await joined(still.room, "x");
	const bytes = mqttPacket.generate(publish("a", "whole", 1, { messageId: 7 }));
	client.sendBytes(bytes.subarray(0, 5));
	still.time.pass(LIMITS.halfPacketMs);
	client.sendBytes(bytes.subarray(5));
	expect(await client.next()).toMatchObject({ cmd: "puback", messageId: 7 });
	client.sendBytes(bytes.subarray(0, 5));
	still.time.pass(LIMITS.halfPacketMs);
	await settled();
	expect(told("connection.closed")).toMatchObject([{ reason: "overflow" }]);
});

it("a CONNECT that arrived during a late turn is in time [3.1.1 section 3.1.4]", async () => {
	const client = openRawClient(still.room);
	still.time.pass(LIMITS.connectMs);
	client.send(connect("x", true));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	const late = openRawClient(still.room);
	still.time.pass(LIMITS.connectMs);
	expect(await late.closed).toBe("end");
});

it("bytes that a socket holds back until its turn count as arrived", async () => {
	let heldBack = true;
	const client = still.room.attach(
		{ kind: "guest", transport: "websocket" },
		{ send() {}, unsent: () => 0, pause() {}, resume() {}, holdsBack: () => heldBack, end() {}, terminate() {} },
	);
	client.received(mqttPacket.generate(connect("x", true, { keepalive: 1 } as never)));
	await settled();
	still.time.pass(1_500);
	await settled();
	expect(told("connection.closed")).toEqual([]);
	heldBack = false;
	still.time.pass(1_500);
	await settled();
	expect(told("connection.closed")).toMatchObject([{ reason: "keep-alive" }]);
});

it("a client that the host does not read is not judged meanwhile, neither for half a packet nor for its keep alive", async () => {
	let reads = true;
	const read = (now: boolean) => {
		reads = now;
	};
	const client = still.room.attach(
		{ kind: "guest", transport: "tcp" },
		{ send() {}, unsent: () => 0, pause: () => read(false), resume: () => read(true), end() {}, terminate() {} },
	);
	client.received(mqttPacket.generate(connect("x", true, { keepalive: 1 } as never)));
	await settled();
	still.room.command({ type: "wire.delay", delayMs: 10_000 });
	const last = mqttPacket.generate(publish("a", "last", 1, { messageId: 7 }));
	const many = Array.from({ length: LIMITS.upLanePackets + 1 }, () => publish("a", "x", 0));
	client.received(Buffer.concat([segment(...many), last.subarray(0, 5)]));
	await settled();
	expect(reads).toBe(false);
	for (let second = 0; second < 9; second += 1) {
		still.time.pass(1_000);
		await settled();
	}
	expect(told("connection.closed").concat(told("packet.malformed"))).toEqual([]);
	still.time.pass(1_000);
	await settled();
	expect(reads).toBe(true);
	client.received(last.subarray(5));
	for (let second = 0; second < 10; second += 1) {
		still.time.pass(1_000);
		await settled();
	}
	expect(still.room.world().messages[`m${LIMITS.upLanePackets + 2}`]?.phase).toBe("accepted");
	expect(told("connection.closed").concat(told("packet.malformed"))).toEqual([]);
});

it("a socket that always holds something back, and brings no packet, is judged all the same [3.1.1 section 3.1.4]", async () => {
	let isOver = false;
	const end = () => {
		isOver = true;
	};
	still.room.attach(
		{ kind: "guest", transport: "websocket" },
		{ send() {}, unsent: () => 0, pause() {}, resume() {}, holdsBack: () => true, end, terminate: end },
	);
	let waited = 0;
	for (; !isOver && waited < 10 * LIMITS.connectMs; waited += LIMITS.connectMs) {
		still.time.pass(LIMITS.connectMs);
		await settled();
	}
	expect(isOver).toBe(true);
	expect(waited).toBe(3 * LIMITS.connectMs);
});

it("half a packet on a silent wire is not judged while the host does not read the rest, and is once it has read all", async () => {
	const client = still.room.attach(
		{ kind: "guest", transport: "tcp" },
		{ send() {}, unsent: () => 0, pause() {}, resume() {}, end() {}, terminate() {} },
	);
	client.received(mqttPacket.generate(connect("x", true)));
	await settled();
	const [connection = ""] = Object.keys(still.room.world().connections);
	expect(still.room.command({ type: "wire.silence", connection })).toEqual({ ok: true });
	const last = mqttPacket.generate(publish("a", "last", 1, { messageId: 7 }));
	const many = Array.from({ length: LIMITS.upLanePackets + 1 }, () => publish("a", "x", 0));
	client.received(Buffer.concat([segment(...many), last.subarray(0, 5)]));
	for (let n = 0; n < 5; n += 1) {
		await settled();
		still.time.pass(LIMITS.halfPacketMs);
	}
	await settled();
	expect(told("connection.closed")).toEqual([]);
	still.room.command({ type: "wire.mend", connection });
	await settled();
	client.received(last.subarray(5, 6));
	for (let n = 0; n < 2; n += 1) {
		still.time.pass(LIMITS.halfPacketMs);
		await settled();
	}
	expect(told("connection.closed")).toMatchObject([{ reason: "overflow" }]);
});
