import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { listen } from "./listen.ts";
import { type NodeHost, openNodeHost } from "./node-host.ts";
import { openPlaces } from "./places.ts";

/** Whatever visitors do, the host serves on. An exception that nothing catches, and an error that nothing listens to, fail the run of these tests. */
let host: NodeHost;
let lines: string[];

beforeEach(async () => {
	lines = [];
	const flags = { host: "127.0.0.1", port: 0, mqttPort: 0 };
	const opened = await openNodeHost({ flags, folder: "public", log: (says) => lines.push(says), places: openPlaces(32 + 40) });
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
});
afterEach(() => host.close());

const health = async () => (await fetch(`http://127.0.0.1:${host.port}/healthz`)).status;

/** Sends something and breaks off; settles once the socket has gone. */
function visit(port: number | null, says: string | Uint8Array, leave: (socket: Socket) => void): Promise<void> {
	return new Promise((settle) => {
		const socket = connect(port ?? 0, "127.0.0.1", () => {
			socket.write(says);
			leave(socket);
		});
		socket.on("error", () => {}).on("close", () => settle());
		socket.resume();
	});
}

const LEAVE = [
	(socket: Socket) => socket.resetAndDestroy(),
	(socket: Socket) => socket.destroy(),
	(socket: Socket) => socket.end(),
	(socket: Socket) => setImmediate(() => socket.resetAndDestroy()),
];
const KEY = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
const HEADS = [KEY, `${KEY}Sec-WebSocket-Protocol: mqtt\r\n`, `${KEY}Origin: http://elsewhere\r\n`, "Sec-WebSocket-Version: 99\r\n", ""];
const PATHS = ["/", "/nope", "/r/x/nope", "/r/x/mqtt", "/r/x/watch", "/mqtt", "/r/%ff/mqtt", "*", "/healthz"];
const upgrade = (method: string, path: string, head: string) =>
	`${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${head}\r\n`;

test("upgrades to every path, with every kind of header, left in every way", async () => {
	for (const leave of LEAVE) {
		const asked = PATHS.flatMap((path) => HEADS.map((head) => upgrade("GET", path, head)));
		const odd = [upgrade("POST", "/mqtt", KEY), upgrade("CONNECT", "x:1", KEY), upgrade("GET", "/mqtt", KEY).slice(0, 60)];
		for (const says of [...asked, ...odd]) await visit(host.port, says, leave);
	}
	expect(await health()).toBe(200);
	expect(lines.filter((line) => line.includes("fault"))).toEqual([]);
});

test("requests that are none, that come in halves, and whose answer nobody waits for", async () => {
	const many = "GET /favicon.svg HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50);
	const body = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc";
	for (const says of [
		"\r\n\r\n",
		"NONSENSE",
		"GET / HTTP/1.1\r\nHost: x\r\nA: ",
		many,
		body,
		"\u0016\u0003\u0001",
		"GET / HTTP/9.9\r\n\r\n",
	])
		for (const leave of LEAVE) await visit(host.port, says, leave);
	expect(await health()).toBe(200);
});

test("MQTT connections that break off before, within and after CONNECT", async () => {
	const CONNECT = Uint8Array.of(0x10, 0x0d, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 97);
	for (const says of [new Uint8Array(), CONNECT.subarray(0, 5), CONNECT, Uint8Array.of(...CONNECT, 0x82, 0xff, 0xff)])
		for (const leave of LEAVE) await visit(host.mqttPort, says, leave);
	expect(await health()).toBe(200);
	expect(lines.filter((line) => line.includes("fault"))).toEqual([]);
});

test("where clients have taken all descriptors but those of pages, pages get in, and clients again when some have gone", async () => {
	const clients = await Promise.all(
		Array.from({ length: 40 }, async () => {
			const socket = connect(host.mqttPort ?? 0, "127.0.0.1");
			const closed = new Promise<void>((settle) => socket.on("error", () => {}).on("close", () => settle()));
			socket.resume();
			await new Promise<void>((settle) => socket.once("connect", settle).once("close", () => settle()));
			return { socket, closed };
		}),
	);
	// A quarter is not for them.
	await Promise.all(clients.slice(30).map(({ closed }) => closed));
	const page = new WebSocket(`ws://127.0.0.1:${host.port}/r/demo/watch`);
	await new Promise((settle, fail) => page.once("message", settle).once("error", fail));
	const refused = new WebSocket(`ws://127.0.0.1:${host.port}/mqtt`, "mqtt");
	const says = await new Promise((settle) => refused.once("error", (fault) => settle(fault.message)));
	expect(says).toContain("503");
	for (let count = 0; count < 50; count += 1) connect(host.port, "127.0.0.1").on("error", () => {});
	expect(await health()).toBe(200);
	for (const { socket } of clients) socket.destroy();
	await Promise.all(clients.map(({ closed }) => closed));
	while (host.rooms.counts().connections > 0) await new Promise((settle) => setImmediate(settle));
	const client = new WebSocket(`ws://127.0.0.1:${host.port}/mqtt`, "mqtt");
	await new Promise((settle, fail) => client.once("open", settle).once("error", fail));
	client.terminate();
	page.terminate();
});

test("an address that takes all it can of HTTP and of MQTT leaves room for the clients of another one", async () => {
	const from = (localAddress: string, port: number | null) => connect({ port: port ?? 0, host: "127.0.0.1", localAddress });
	const greedy = [...Array(60).fill(host.port), ...Array(30).fill(host.mqttPort)].map((port) => from("127.0.0.3", port));
	const reached = greedy.map(
		(socket) =>
			new Promise((settle) =>
				socket
					.once("connect", settle)
					.on("error", () => {})
					.on("close", settle)
					.resume(),
			),
	);
	for (const socket of greedy) socket.write("GET / HTTP/1.1\r\nX: ");
	await Promise.all(reached);
	for (let count = 0; count < 5; count += 1) {
		const client = from("127.0.0.2", host.mqttPort);
		client.write(Uint8Array.of(0x10, 0x0d, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 97 + count));
		expect(await new Promise((settle) => client.once("data", settle).once("close", settle))).toEqual(Buffer.of(0x20, 2, 0, 0));
	}
	for (const socket of greedy) socket.destroy();
});

test("a server that cannot accept a connection says so, and listens on", async () => {
	const server = createServer();
	const said: string[] = [];
	const listening = await listen(server, "127.0.0.1", 0, (line) => said.push(line));
	server.emit("error", Object.assign(new Error("accept EMFILE"), { code: "EMFILE" }));
	expect(said).toEqual([expect.stringContaining("EMFILE")]);
	expect(listening).toEqual({ port: expect.any(Number) });
	expect(server.listening).toBe(true);
	await new Promise((settle) => server.close(settle));
});
