import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import mqtt, { type IClientOptions } from "mqtt";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { LIMITS } from "#contract/limits.ts";
import type { Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { openEyes } from "#host/testkit/eyes.ts";
import type { World } from "#model/world.ts";
import { type NodeHost, openNodeHost } from "./node-host.ts";

const CONNECT_NO_NAME = Uint8Array.of(0x10, 0x10, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 4, 114, 97, 119, 49);

let host: NodeHost;
let rooms: Map<string, Room>;
let lines: string[];

beforeEach(async () => {
	rooms = new Map();
	lines = [];
	const opened = await openNodeHost({
		flags: { host: "127.0.0.1", port: 0, mqttPort: 0 },
		folder: "public",
		log: (says) => lines.push(says),
		async openRoom(options) {
			const room = await openRoom(options);
			rooms.set(options.name, room);
			return room;
		},
	});
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
});
afterEach(async () => {
	await host.close();
	for (const room of rooms.values()) expect(room.timers()).toBe(0);
});

const quiet = { reconnectPeriod: 0, keepalive: 0, protocolVersion: 4 } as const satisfies IClientOptions;
const overWebSocket = (path: string, options: IClientOptions = {}) =>
	mqtt.connectAsync(`ws://127.0.0.1:${host.port}${path}`, { ...quiet, ...options });
const overTcp = (options: IClientOptions = {}) => mqtt.connectAsync(`mqtt://127.0.0.1:${host.mqttPort}`, { ...quiet, ...options });

/** Opens the room as a visit would, and waits for the room's world. */
async function until(name: string, holds: (world: World) => boolean): Promise<World> {
	const entered = await host.rooms.enter(name);
	if (!entered.ok) throw new Error(entered.says);
	const eyes = openEyes(entered.visit.room);
	try {
		return await eyes.until(holds);
	} finally {
		eyes.close();
		entered.visit.leave();
	}
}

async function rawTcp(...chunks: readonly (Uint8Array | string)[]): Promise<{ tcp: Socket; answer: Promise<Buffer> }> {
	const tcp = connectTcp({ host: "127.0.0.1", port: host.mqttPort ?? 0, noDelay: true, allowHalfOpen: true });
	const received: Buffer[] = [];
	tcp.on("data", (bytes) => received.push(bytes));
	tcp.on("error", () => {});
	const answer = new Promise<Buffer>((settle) => tcp.on("end", () => tcp.end()).on("close", () => settle(Buffer.concat(received))));
	await new Promise<void>((settle) => tcp.on("connect", settle));
	for (const chunk of chunks) await new Promise<void>((settle) => tcp.write(chunk, () => settle()));
	return { tcp, answer };
}

function rawWebSocket(path: string): Promise<WebSocket> {
	const ws = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, ["foo", "mqtt"]);
	return new Promise((settle, fail) => ws.on("open", () => settle(ws)).on("error", fail));
}

const closeCode = (ws: WebSocket) => new Promise<number>((settle) => ws.on("close", settle));

test("a message goes from a client on TCP to one on a WebSocket in the same room, and into no other", async () => {
	const inPage = await overWebSocket("/r/demo/mqtt?page=p-1", { clientId: "in-page" });
	const elsewhere = await overWebSocket("/r/other/mqtt", { clientId: "elsewhere" });
	const device = await overTcp({ username: "Demo", clientId: "device" });
	const got: string[] = [];
	inPage.on("message", (topic, payload) => got.push(`${topic}=${payload}`));
	elsewhere.on("message", (topic) => got.push(`elsewhere: ${topic}`));
	await inPage.subscribeAsync("a/#", { qos: 1 });
	await elsewhere.subscribeAsync("#", { qos: 1 });
	await device.publishAsync("a/b", "hello", { qos: 1 });
	const world = await until("demo", (now) => now.clients["in-page"]?.receivedCount === 1);
	expect(world.clients["in-page"]?.origin).toEqual({ kind: "lab", page: "p-1" });
	expect(world.clients.device?.origin).toEqual({ kind: "guest", transport: "tcp" });
	expect(got).toEqual(["a/b=hello"]);
	expect(host.rooms.counts()).toEqual({ rooms: 2, connections: 3 });
	for (const client of [inPage, elsewhere, device]) await client.endAsync();
});

test("who names no room is in the lobby", async () => {
	const a = await overTcp({ clientId: "a" });
	const b = await overWebSocket("/mqtt", { clientId: "b" });
	const world = await until("lobby", (now) => "a" in now.clients && "b" in now.clients);
	expect(world.clients.b?.origin).toEqual({ kind: "guest", transport: "websocket" });
	await Promise.all([a.endAsync(), b.endAsync()]);
});

test("a user name that is not a room name leads to the lobby, which tells of it, as the log does", async () => {
	const device = await overTcp({ username: "my_device", clientId: "device" });
	const world = await until("lobby", (now) => now.door.count === 1 && now.clients.device?.phase.phase === "connected");
	expect(world.door.visitors[0]).toMatchObject({ why: "no-room-name", outcome: "lobby", from: "127.0.0.1", userName: "my_device" });
	expect(lines.join()).toContain("“my_device” is not a room name");
	await device.endAsync();
});

test("MQTT 5 is refused with return code 1, and told at the door of the room that its user name names", async () => {
	const refused = overTcp({ username: "Kitchen", clientId: "mqttx_4f2a", protocolVersion: 5 });
	await expect(refused).rejects.toThrow(/Unacceptable protocol version|Unsupported Protocol Version|refused/i);
	const world = await until("kitchen", (now) => now.door.count === 1);
	expect(world.door.visitors[0]).toMatchObject({ why: "mqtt-5", clientId: "mqttx_4f2a", userName: "Kitchen", level: 5, answer: 1 });
	expect(world.clients).toEqual({});
	expect(lines.join()).toContain("refused at the door of kitchen: mqttx_4f2a, from 127.0.0.1. MQTT 5: this room speaks 3.1.1");
});

test("TLS on a port that has none is told in the lobby", async () => {
	const tls = connectTls({ host: "127.0.0.1", port: host.mqttPort ?? 0, rejectUnauthorized: false });
	await new Promise((settle) => tls.on("error", settle).on("close", settle));
	const world = await until("lobby", (now) => now.door.count === 1);
	expect(world.door.visitors[0]).toMatchObject({ why: "tls", hex: expect.stringMatching(/^16 03 01( [0-9a-f]{2}){61}$/) });
});

test("a WebSocket without the subprotocol mqtt is told at the door of the room in its path", async () => {
	const entered = await host.rooms.enter("kitchen");
	const refused = (room: string) => {
		const ws = new WebSocket(`ws://127.0.0.1:${host.port}/r/${room}/mqtt`, ["foo"]);
		return new Promise((settle) => ws.on("error", settle));
	};
	await refused("kitchen");
	await refused("attic");
	const world = await until("kitchen", (now) => now.door.count === 1);
	expect(world.door.visitors[0]).toMatchObject({ why: "subprotocol", by: "websocket", from: "127.0.0.1", answer: 400 });
	// No room is opened for that.
	expect([...rooms.keys()]).toEqual(["kitchen"]);
	if (entered.ok) entered.visit.leave();
});

test("MQTT 5 over a WebSocket is told at the door of its room", async () => {
	await expect(overWebSocket("/r/kitchen/mqtt", { protocolVersion: 5, clientId: "web" })).rejects.toThrow();
	const world = await until("kitchen", (now) => now.door.count === 1);
	expect(world.door.visitors[0]).toMatchObject({ why: "mqtt-5", by: "websocket", clientId: "web", from: "127.0.0.1" });
});

test("a port that is bound to a room leads there, whatever the user name is", async () => {
	const flags = { host: "127.0.0.1", port: 0, mqttPort: null, boundPorts: [{ port: 0, room: "kitchen" }] };
	const bound = await openNodeHost({ flags, folder: "public", log: () => {} });
	if ("fault" in bound) throw new Error(bound.fault);
	const [door] = bound.boundPorts;
	const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${door?.port}`, { ...quiet, username: "my_device", clientId: "device" });
	expect(bound.rooms.find("kitchen")?.counts()).toEqual({ connections: 1 });
	expect([bound.mqttPort, bound.rooms.counts().rooms]).toEqual([null, 1]);
	await device.endAsync();
	await bound.close();
});

test("a CONNECT that comes in pieces is put together before the room hears of it", async () => {
	const { tcp } = await rawTcp(CONNECT_NO_NAME.subarray(0, 1), CONNECT_NO_NAME.subarray(1, 7), CONNECT_NO_NAME.subarray(7));
	await until("lobby", (now) => now.clients.raw1?.phase.phase === "connected");
	tcp.end();
	const world = await until("lobby", (now) => now.clients.raw1?.phase.phase === "offline");
	expect(world.clients.raw1?.phase).toMatchObject({ reason: "client-gone" });
});

test("a first packet that is not a CONNECT is shown in the lobby, and its connection ends", async () => {
	const { answer } = await rawTcp(Uint8Array.of(0xc0, 0x00));
	expect((await answer).length).toBe(0);
	expect(rooms.has("lobby")).toBe(true);
});

test("a web browser that calls the MQTT port reads where it is and where to go, and is told of in the lobby", async () => {
	const answer = await fetch(`http://127.0.0.1:${host.mqttPort}/x`);
	expect([answer.status, await answer.text()]).toEqual([
		400,
		`HTTP on the MQTT port: this port speaks MQTT over TCP. WebSocket is at ws://127.0.0.1:${host.port}/mqtt.\n`,
	]);
	const world = await until("lobby", (now) => now.door.count === 1);
	expect(world.door.visitors[0]).toMatchObject({ why: "http", from: "127.0.0.1" });
});

test("half a packet and a goodbye end in the lobby, without a wait", async () => {
	const { tcp, answer } = await rawTcp(CONNECT_NO_NAME.subarray(0, 5));
	tcp.end();
	expect((await answer).length).toBe(0);
	expect(rooms.get("lobby")?.counts().connections).toBe(0);
});

test("a client that connects by TCP and leaves without a word opens no room", async () => {
	const { tcp, answer } = await rawTcp();
	tcp.end();
	await answer;
	expect(rooms.size).toBe(0);
});

test("a TCP connection that breaks fires the will", async () => {
	const client = await overTcp({ clientId: "dying", will: { topic: "will", payload: Buffer.from("gone"), qos: 1, retain: false } });
	await until("lobby", (now) => now.sessions.dying?.will !== undefined && now.sessions.dying.will !== null);
	client.stream.destroy();
	const world = await until("lobby", (now) => now.clients.dying?.phase.phase === "offline");
	expect(world.clients.dying?.phase).toMatchObject({ reason: "client-gone" });
	expect(Object.values(world.messages).map((message) => message.topic)).toEqual(["will"]);
});

test("a client of MQTT 3.1 comes over a WebSocket as mqttv3.1, and is told its own version", async () => {
	const client = await overWebSocket("/r/demo/mqtt", { clientId: "old", protocolId: "MQIsdp", protocolVersion: 3, clean: false });
	await client.subscribeAsync("a", { qos: 2 });
	const got = new Promise<string>((settle) => client.on("message", (_, payload) => settle(String(payload))));
	await client.publishAsync("a", "x", { qos: 2 });
	expect(await got).toBe("x");
	const world = await until("demo", ({ clients }) => clients.old?.phase.phase === "connected");
	expect(Object.values(world.connections).find(({ clientId }) => clientId === "old")?.level).toBe(3);
	await client.endAsync();
	for (const [offered, chosen] of [
		[["foo", "mqttv3.1"], "mqttv3.1"],
		[["mqttv3.1", "mqtt"], "mqtt"],
	] as const) {
		const ws = new WebSocket(`ws://127.0.0.1:${host.port}/r/demo/mqtt`, [...offered]);
		await new Promise((settle) => ws.on("open", settle));
		expect(ws.protocol).toBe(chosen);
		ws.terminate();
	}
});

test("mqtt is chosen among the subprotocols offered, wherever it stands", async () => {
	const ws = await rawWebSocket("/r/demo/mqtt");
	expect(ws.protocol).toBe("mqtt");
	ws.terminate();
});

test("a text frame ends its connection [MQTT-6.0.0-1]", async () => {
	const ws = await rawWebSocket("/r/demo/mqtt");
	const code = closeCode(ws);
	ws.on("error", () => {});
	ws.send("hello");
	expect([1002, 1003, 1006]).toContain(await code);
});

test("a frame that is too long closes its WebSocket, and the client is offline for it", async () => {
	const ws = await rawWebSocket("/r/demo/mqtt");
	ws.send(CONNECT_NO_NAME);
	await until("demo", (now) => now.clients.raw1?.phase.phase === "connected");
	const code = closeCode(ws);
	ws.on("error", () => {});
	ws.send(new Uint8Array(LIMITS.mqttFrameBytes + 1));
	expect([1006, 1009]).toContain(await code);
	await until("demo", (now) => now.clients.raw1?.phase.phase === "offline");
});

test("a packet of several frames, and several packets in a frame, are all the same to the room", async () => {
	const ws = await rawWebSocket("/r/demo/mqtt");
	let hex = "";
	const pong = new Promise<void>((settle) => {
		ws.on("message", (bytes: Buffer) => {
			hex += bytes.toString("hex");
			if (hex === "20020000d000d000") settle();
		});
	});
	for (const byte of CONNECT_NO_NAME) ws.send(Uint8Array.of(byte));
	ws.send(Uint8Array.of(0xc0, 0x00, 0xc0, 0x00));
	await pong;
	ws.send(Uint8Array.of(0xe0, 0x00));
	await closeCode(ws);
	const world = await until("demo", (now) => now.clients.raw1?.phase.phase === "offline");
	expect(world.clients.raw1?.phase).toMatchObject({ reason: "disconnect" });
});

test("closing the host ends every connection on it", async () => {
	const clients = [await overTcp({ clientId: "a" }), await overWebSocket("/mqtt", { clientId: "b" })];
	const closed = Promise.all(clients.map((client) => new Promise<void>((settle) => client.on("close", settle).on("error", () => {}))));
	await host.close();
	await closed;
});

test("a taken TCP port costs MQTT over TCP only, and a taken page port is one sentence", async () => {
	const flags = { host: "127.0.0.1", port: 0, mqttPort: host.mqttPort };
	const second = await openNodeHost({ flags, folder: "public", log: (says) => lines.push(says) });
	if ("fault" in second) throw new Error(second.fault);
	expect(second.mqttPort).toBeNull();
	expect(lines.join()).toContain(`port ${host.mqttPort} on 127.0.0.1 is taken`);
	await second.close();
	const third = await openNodeHost({ flags: { ...flags, port: host.port, mqttPort: null }, folder: "public", log: () => {} });
	expect(third).toEqual({ fault: `port ${host.port} on 127.0.0.1 is taken by another program` });
});
