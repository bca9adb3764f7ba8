import { createServer } from "node:http";
import { connect as connectTcp } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Socket } from "#engine/port.ts";
import { openBareRoom } from "#host/testkit/bare-room.ts";
import { type Doors, openDoors } from "./doors.ts";
import { listen } from "./listen.ts";
import { machineTime } from "./real-time.ts";

/** What a room may ask of a client's socket, tried on real sockets, with a room that only holds on to the socket. */
let server: ReturnType<typeof createServer>;
let doors: Doors;
let port = 0;
let held: Promise<Socket>;
let told: string[];
let bytesIn: number;
let onReceived: () => void;

beforeEach(async () => {
	told = [];
	bytesIn = 0;
	onReceived = () => {};
	let hold: (socket: Socket) => void;
	held = new Promise((settle) => {
		hold = settle;
	});
	server = createServer();
	doors = await openDoors(server, {
		flags: { host: "127.0.0.1", port: 0, mqttPort: 0 },
		strangers: "refuse",
		time: machineTime,
		log: (says) => told.push(says.split("\n")[0] ?? ""),
		openRoom: async ({ name }) => ({
			...openBareRoom(name),
			attach(_, socket) {
				hold(socket);
				return {
					received(bytes) {
						bytesIn += bytes.length;
						onReceived();
					},
					ended: () => void told.push("ended"),
					drained() {},
					gone: () => void told.push("gone"),
					violated: () => void told.push("violated"),
				};
			},
		}),
	});
	const listening = await listen(server, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	port = listening.port;
});
afterEach(async () => {
	await doors.close();
	server.close();
	server.closeAllConnections();
});

/** One client of each kind: how the client sends, stops reading, resumes, and how it saw the end. */
const KINDS = {
	async tcp() {
		const tcp = connectTcp({ host: "127.0.0.1", port: doors.mqttPort ?? 0 });
		tcp.on("error", () => {});
		await new Promise<void>((settle) => tcp.on("connect", settle));
		let got = 0;
		tcp.on("data", (bytes) => {
			got += bytes.length;
		});
		const closed = new Promise<void>((settle) => tcp.on("close", () => settle()));
		return {
			send: (bytes: Uint8Array) => void tcp.write(bytes),
			pause: () => void tcp.pause(),
			resume: () => void tcp.resume(),
			got: () => got,
			closed,
		};
	},
	async websocket() {
		const ws = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, "mqtt");
		ws.on("error", () => {});
		await new Promise<void>((settle) => ws.on("open", settle));
		let got = 0;
		ws.on("message", (bytes: Buffer) => {
			got += bytes.length;
		});
		const closed = new Promise<void>((settle) => ws.on("close", () => settle()));
		return { send: (bytes: Uint8Array) => ws.send(bytes), pause: () => ws.pause(), resume: () => ws.resume(), got: () => got, closed };
	},
};
/** A PINGREQ alone would not be a CONNECT: this is a whole CONNECT, so that TCP finds its room. */
const CONNECT = Uint8Array.of(0x10, 0x0d, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 97);
const CHUNK = new Uint8Array(64 * 1024);

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise<void>((settle) => setImmediate(settle));
}

for (const kind of ["tcp", "websocket"] as const) {
	test(`${kind}: what a client does not read is counted, and counted down as it reads`, async () => {
		const client = await KINDS[kind]();
		client.send(CONNECT);
		const socket = await held;
		expect(socket.unsent()).toBe(0);
		client.pause();
		let sent = 0;
		// The kernel takes some megabytes before any bytes stay with us.
		while (socket.unsent() < 1024 * 1024) {
			for (let count = 0; count < 16; count += 1) socket.send(CHUNK);
			sent += 16 * CHUNK.length;
			await new Promise<void>((settle) => setImmediate(settle));
		}
		client.resume();
		await until(() => socket.unsent() === 0 && client.got() === sent);
	});

	test(`${kind}: a paused client is not read, and nothing of it is lost`, async () => {
		const client = await KINDS[kind]();
		client.send(CONNECT);
		const socket = await held;
		await until(() => bytesIn === CONNECT.length);
		socket.pause();
		const before = bytesIn;
		for (let count = 0; count < 256; count += 1) client.send(CHUNK);
		for (let count = 0; count < 50; count += 1) await new Promise<void>((settle) => setImmediate(settle));
		// What one read had already taken may still come.
		expect(bytesIn - before).toBeLessThan(256 * 1024);
		socket.resume();
		await until(() => bytesIn - before === 256 * CHUNK.length);
	});

	test(`${kind}: end() comes after what was sent, even to a client that is not read`, async () => {
		const client = await KINDS[kind]();
		client.send(CONNECT);
		const socket = await held;
		socket.pause();
		for (let count = 0; count < 16; count += 1) socket.send(CHUNK);
		socket.end();
		socket.send(CHUNK);
		socket.end();
		await client.closed;
		expect(client.got()).toBe(16 * CHUNK.length);
		expect(told.filter((line) => !line.startsWith("room"))).toEqual([]);
	});

	test(`${kind}: terminate() breaks it, and the room is not told what it did itself`, async () => {
		const client = await KINDS[kind]();
		client.send(CONNECT);
		const socket = await held;
		socket.terminate();
		socket.terminate();
		socket.send(CHUNK);
		socket.resume();
		await client.closed;
		expect(told.filter((line) => !line.startsWith("room"))).toEqual([]);
	});

	test(`${kind}: a fault in the room costs that connection only, and is logged`, async () => {
		const client = await KINDS[kind]();
		client.send(CONNECT);
		await held;
		onReceived = () => {
			throw new Error("a bug");
		};
		client.send(CONNECT);
		await client.closed;
		expect(told.join()).toContain("a bug");
		expect(told.at(-1)).toBe("gone");
	});
}
