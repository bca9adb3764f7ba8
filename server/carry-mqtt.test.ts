import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Socket as Carrier } from "#engine/port.ts";
import { carryMqtt } from "./carry-mqtt.ts";
import { type Inlet, openInlet } from "./inlet.ts";
import { framed, upgradeRequest } from "./testkit/raw-client.ts";

/** Real sockets and a real ws; what a room would be told is written down. */
type Carried = {
	readonly ws: WebSocket;
	readonly socket: Socket;
	readonly carrier: Carrier;
	readonly told: string[];
	frames: number;
	unfinished: number;
};

let http: Server;
let inlet: Inlet;
let carried: Carried[];
let clients: Socket[];

beforeEach(async () => {
	http = createServer();
	inlet = openInlet({ turnBytes: 32 * 1_024, shareBytes: 4 * 1_024, pieceBytes: 1_024 });
	carried = [];
	clients = [];
	const door = new WebSocketServer({ noServer: true, autoPong: false });
	http.on("upgrade", (request, socket, head) => {
		door.handleUpgrade(request, socket, head, (ws) => {
			carryMqtt(
				ws,
				(carrier) => {
					const one: Carried = { ws, socket: socket as Socket, carrier, told: [], frames: 0, unfinished: 0 };
					carried.push(one);
					return {
						coming(bytes) {
							one.unfinished += bytes;
						},
						control(payloadBytes) {
							one.unfinished -= 6 + payloadBytes;
						},
						frame(frame) {
							one.frames += 1;
							one.unfinished -= 6 + frame.length;
						},
						tooLong: () => void one.told.push("too long"),
						drained() {},
						broke: (says) => void one.told.push(`broke: ${says}`),
						closed: (code) => void one.told.push(`closed ${code}`),
					};
				},
				{ socket, peer: undefined, inlet, log: () => {} },
			);
		});
	});
	await once(http.listen(0, "127.0.0.1"), "listening");
});
afterEach(() => {
	for (const client of clients) client.destroy();
	for (const { ws } of carried) ws.terminate();
	http.closeAllConnections();
	http.close();
});

async function call(): Promise<Socket> {
	const client = connect((http.address() as AddressInfo).port, "127.0.0.1");
	clients.push(client);
	client.on("error", () => {}).write(upgradeRequest("/"));
	await once(client, "data");
	return client.resume();
}

const FRAME = framed(Buffer.from([0xc0, 0]), true);
const CLOSE = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]);
const PING = Buffer.from([0x89, 0x83, 0, 0, 0, 0, 1, 2, 3]);
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const framesOf = (count: number) => Buffer.concat(Array.from({ length: count }, () => FRAME));

test("what stands behind a close frame is not read, and is not a fault", async () => {
	const client = await call();
	client.write(Buffer.concat([FRAME, CLOSE, framesOf(5_000)]));
	await expect.poll(() => carried[0]?.told).toEqual(["closed 1000"]);
	expect(carried[0]?.frames).toBe(1);
});

test("of sockets that are reset with their buffers full no more is taken apart", async () => {
	const all = await Promise.all(Array.from({ length: 5 }, call));
	for (const { ws } of carried) ws.pause();
	for (const client of all) client.write(framesOf(7_000));
	await expect.poll(() => carried.every(({ socket }) => socket.bytesRead > 16_384)).toBe(true);
	for (const client of all) client.resetAndDestroy();
	for (const { carrier } of carried) carrier.terminate();
	await expect.poll(() => carried.map(({ told }) => told)).toEqual(all.map(() => ["closed 1006"]));
	expect(carried.reduce((sum, { frames }) => sum + frames, 0)).toBe(0);
});

test("a client that is paused is handed all of it once it goes on, and its close is told behind that", async () => {
	const client = await call();
	carried[0]?.carrier.pause();
	client.write(Buffer.concat([framesOf(7_000), CLOSE]));
	client.end();
	await expect.poll(() => carried[0]?.socket.bytesRead).toBeGreaterThan(16_384);
	expect(carried[0]).toMatchObject({ frames: 0, told: [] });
	carried[0]?.carrier.resume();
	await expect.poll(() => carried[0]?.told).toEqual(["closed 1000"]);
	expect(carried[0]?.frames).toBe(7_000);
});

test("a host that closes while a client is paused hears that client's close frame", async () => {
	const client = await call();
	carried[0]?.ws.pause();
	carried[0]?.ws.close(1001);
	client.write(Buffer.concat([framesOf(7_000), CLOSE, FRAME]));
	carried[0]?.ws.resume();
	await expect.poll(() => carried[0]?.told).toEqual(["closed 1000"]);
});

test("a fault in a frame is told once, and nothing behind the frame is read", async () => {
	const client = await call();
	client.write(Buffer.concat([FRAME, Buffer.from([0xff, 0x80, 0, 0, 0, 0]), framesOf(7_000)]));
	await expect.poll(() => carried[0]?.told[0]).toMatch(/^broke: /);
	client.destroy();
	await expect.poll(() => carried[0]?.told.length).toBe(2);
	expect(carried[0]?.frames).toBe(1);
});

test("of Pings, Pongs and empty frames nothing waits, as of all other frames that were whole", async () => {
	const client = await call();
	const empty = framed(Buffer.alloc(0), true);
	client.write(Buffer.concat([...Array.from({ length: 500 }, () => [PING, PONG, empty]).flat(), FRAME]));
	await expect.poll(() => carried[0]?.frames).toBe(501);
	expect(carried[0]?.unfinished).toBe(0);
});
