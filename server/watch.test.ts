import { createServer, request as httpRequest } from "node:http";
import { connect as connectTcp } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type HostFrame, openFrameReader } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { openHost } from "#host/host.ts";
import { type BareRoom, openBareRoom } from "#host/testkit/bare-room.ts";
import { attachHost } from "./attach.ts";
import { listen } from "./listen.ts";
import { machineTime } from "./real-time.ts";

let server: ReturnType<typeof createServer>;
let attached: { close(): Promise<void> };
let port = 0;
let opened: BareRoom[];

beforeEach(async () => {
	opened = [];
	server = createServer();
	const shared = { time: machineTime, log: () => {} };
	const host = openHost({
		...shared,
		mqttPort: () => 1883,
		async openRoom({ name }) {
			const room = openBareRoom(name);
			opened.push(room);
			return room;
		},
	});
	const door = attachHost(server, { ...shared, host, strangers: "refuse" });
	attached = {
		async close() {
			await host.close();
			await door.close();
		},
	};
	const listening = await listen(server, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	port = listening.port;
});
afterEach(async () => {
	await attached.close();
	await new Promise((settle) => {
		server.close(settle);
		server.closeAllConnections();
	});
});

/** A page's end of the room socket: waits for frames, never for time. */
async function watch(path: string, options: { origin?: string } = {}) {
	const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
	const frames: HostFrame[] = [];
	const read = openFrameReader();
	let wake = () => {};
	ws.on("message", (text) => {
		const frame = read(String(text));
		if (frame !== null) frames.push(frame);
		wake();
	});
	const closed = new Promise<{ code: number; says: string }>((settle) =>
		ws.on("close", (code, says) => settle({ code, says: String(says) })),
	);
	await new Promise((settle, fail) => ws.on("open", settle).on("error", fail));
	async function until<T extends HostFrame["type"]>(type: T, holds: (frame: Extract<HostFrame, { type: T }>) => boolean = () => true) {
		for (;;) {
			const found = frames.find((frame): frame is Extract<HostFrame, { type: T }> => frame.type === type && holds(frame as never));
			if (found !== undefined) return found;
			await new Promise<void>((settle) => {
				wake = settle;
			});
		}
	}
	return { ws, frames, closed, until };
}

/** An upgrade that is refused: its status and sentence. */
function refused(path: string, headers: Record<string, string> = {}): Promise<{ status: number; says: string }> {
	return new Promise((settle, fail) => {
		const handshake = {
			Connection: "Upgrade",
			Upgrade: "websocket",
			"Sec-WebSocket-Version": "13",
			"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
		};
		httpRequest({ host: "127.0.0.1", port, path, headers: { ...handshake, ...headers } }, async (answer) => {
			let says = "";
			for await (const chunk of answer) says += chunk;
			settle({ status: answer.statusCode ?? 0, says });
		})
			.on("upgrade", () => fail(new Error("it was let in")))
			.on("error", fail)
			.end();
	});
}

test("a page is welcomed, its command is done, and the page sees the result", async () => {
	const page = await watch("/r/Demo/watch");
	expect(await page.until("welcome")).toMatchObject({ room: "demo", mqttPort: 1883, base: { seq: 0 } });
	page.ws.send(JSON.stringify({ id: 7, command: { type: "clock.pause" } }));
	expect(await page.until("done")).toEqual({ type: "done", id: 7, seq: 1 });
	expect((await page.until("events")).events).toMatchObject([{ type: "clock.paused", seq: 1 }]);
});

test("what the room refuses comes back with its reason", async () => {
	const page = await watch("/r/demo/watch");
	page.ws.send(JSON.stringify({ id: 8, command: { type: "wire.cut", connection: "c9" } }));
	expect(await page.until("refused")).toEqual({ type: "refused", id: 8, says: "there is no such connection" });
});

test.each([
	["what is not JSON", "{", null, "not JSON"],
	["an unknown command", JSON.stringify({ id: 1, command: { type: "room.explode" } }), 1, "not a command"],
	["a delay out of bounds", JSON.stringify({ id: 2, command: { type: "wire.delay", delayMs: 1e9 } }), 2, "delayMs"],
	["a frame without a number", JSON.stringify({ command: { type: "clock.pause" } }), null, "at id"],
	["null", "null", null, "not a command"],
	["a binary frame", Buffer.from("{}"), null, "binary"],
])("%s is refused, and the room tells it", async (_, frame, id, mentions) => {
	const page = await watch("/r/demo/watch");
	page.ws.send(frame);
	expect(await page.until("refused")).toMatchObject({ id, says: expect.stringContaining(mentions) });
	expect(opened[0]?.asked).toEqual([expect.stringContaining(mentions)]);
});

test("too many commands in a second are answered later, in order", async () => {
	const page = await watch("/r/demo/watch");
	for (let id = 0; id <= LIMITS.commandsPerSecond; id += 1) page.ws.send(JSON.stringify({ id, command: { type: "clock.pause" } }));
	page.ws.send(JSON.stringify({ id: 999, command: { type: "clock.pause" } }));
	await page.until("done", (frame) => frame.id === LIMITS.commandsPerSecond);
	await page.until("done", (frame) => frame.id === 999);
});

test("a message in many fragments closes its socket: each takes more memory than its bytes", async () => {
	const page = await watch("/r/demo/watch");
	for (let count = 0; count < 20; count += 1) page.ws.send("x", { fin: false });
	expect((await page.closed).code).toBe(1008);
});

test("a frame that is too long closes its socket, and only that", async () => {
	const [page, other] = [await watch("/r/demo/watch"), await watch("/r/demo/watch")];
	page.ws.send("x".repeat(LIMITS.frameBytes + 1));
	expect((await page.closed).code).toBe(1009);
	other.ws.send(JSON.stringify({ id: 1, command: { type: "clock.pause" } }));
	await other.until("done");
});

test("a page that comes back gets what it missed", async () => {
	const page = await watch("/r/demo/watch");
	const { epoch } = await page.until("welcome");
	for (let count = 0; count < 3; count += 1) opened[0]?.tell({ type: "clock.resumed" });
	await page.until("events", ({ events }) => events.some(({ seq }) => seq === 3));
	const again = await watch(`/r/demo/watch?after=1&epoch=${encodeURIComponent(epoch)}`);
	const welcome = await again.until("welcome");
	expect(welcome.base).toBeNull();
	expect((await again.until("events")).events.map((event) => event.seq)).toEqual([2, 3]);
});

test("a page of another origin may not watch; one of ours and a program may", async () => {
	expect(await refused("/r/demo/watch", { Origin: "http://elsewhere.example" })).toMatchObject({ status: 403 });
	expect(await refused("/r/demo/watch", { Origin: "null" })).toMatchObject({ status: 403 });
	await (await watch("/r/demo/watch", { origin: `http://127.0.0.1:${port}` })).until("welcome");
});

test.each([
	["/r/a_b/watch", 404, "room name"],
	["/elsewhere", 404, "No WebSocket"],
	["/r/demo/mqtt", 400, "MQTT-6.0.0-3"],
])("an upgrade to %s is refused with %i and a sentence", async (path, status, mentions) => {
	expect(await refused(path)).toMatchObject({ status, says: expect.stringContaining(mentions) });
});

test.each(["/elsewhere", "/r/a_b/watch", "/r/demo/mqtt", "/r/demo/watch"])(
	"upgrades to %s that end in a reset cost nobody else anything",
	async (path) => {
		const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
		for (let tries = 0; tries < 100; tries += 1) {
			await new Promise<void>((gone) => {
				const tcp = connectTcp(port, "127.0.0.1", () => tcp.write(request, () => tcp.resetAndDestroy()));
				tcp.on("close", () => gone()).on("error", () => {});
			});
		}
		expect(await refused("/elsewhere")).toMatchObject({ status: 404 });
	},
);

test("an upgrade with a nameless page or without the subprotocol mqtt is refused", async () => {
	expect((await refused("/mqtt?page=a%20b", { "Sec-WebSocket-Protocol": "mqtt" })).says).toContain("page");
	expect((await refused("/mqtt", { "Sec-WebSocket-Protocol": "mqttv5, foo" })).status).toBe(400);
});

test("a handshake that ws refuses leaves nobody in the room", async () => {
	const answer = await refused("/r/demo/watch", { "Sec-WebSocket-Version": "1" });
	expect(answer.status).toBe(400);
	expect(opened[0]?.asked).toEqual([]);
	await attached.close();
	expect(opened[0]?.asked).toEqual(["closed"]);
});

test("closing the rooms closes every room socket", async () => {
	const page = await watch("/r/demo/watch");
	await attached.close();
	expect([1001, 1006]).toContain((await page.closed).code);
	expect(opened[0]?.asked).toEqual(["closed"]);
});
