import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Socket } from "#engine/port.ts";
import { openTestHost } from "#server/testkit/host.ts";
import type { HostOptions } from "./host.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openMemoryHost } from "./testkit/memory-host.ts";
import type { CutSocket, TestHost } from "./testkit/test-host.ts";

/** What pages and hosts rely on from a socket, over a network or in memory: so that tests over one speak for the other. */
const HOSTS: readonly (readonly [string, (options?: Partial<HostOptions>) => TestHost | Promise<TestHost>])[] = [
	["ws, on a port", openTestHost],
	["memory", openMemoryHost],
];

const CONNECT = Uint8Array.of(0x10, 0x0d, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 97);
const DISCONNECT = Uint8Array.of(0xe0, 0x00);
const CUT = "close 1006, broken";
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
const turn = () => new Promise<void>((settle) => setImmediate(settle));

/** A list that a test can wait for. */
function openNotes() {
	const lines: string[] = [];
	let wake = () => {};
	return {
		lines,
		add(line: string) {
			lines.push(line);
			wake();
		},
		async until(holds: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
			while (!holds(lines)) {
				await new Promise<void>((settle) => {
					wake = settle;
				});
			}
			return lines;
		},
	};
}

/** Everything that a page sees of a socket, in order. */
function watch(socket: CutSocket) {
	const seen = openNotes();
	socket.binaryType = "arraybuffer";
	socket.addEventListener("open", () => seen.add(`open ${socket.protocol}`));
	socket.addEventListener("message", ({ data }) => seen.add(typeof data === "string" ? data : hex(new Uint8Array(data))));
	socket.addEventListener("error", () => seen.add("error"));
	socket.addEventListener("close", ({ code, wasClean }) => seen.add(`close ${code}${wasClean ? "" : ", broken"}`));
	return {
		socket,
		seen: seen.lines,
		until: (start: string) => seen.until((lines) => lines.some((line) => line.startsWith(start))),
		closed: () => seen.until((lines) => lines.some((line) => line.startsWith("close "))),
	};
}

describe.each(HOSTS)("a page's socket to a host: %s", (_, open) => {
	let at: TestHost;
	beforeEach(async () => {
		at = await open();
	});
	afterEach(() => at.close());

	const mqtt = (path = "/r/demo/mqtt?page=p-1") => watch(new at.WebSocket(`${at.wsBase}${path}`, ["mqtt"]));
	const page = (path = "/r/demo/watch") => watch(new at.WebSocket(`${at.wsBase}${path}`));

	test("is open for MQTT once it says so, carries bytes, and closes cleanly after DISCONNECT", async () => {
		const { socket, seen, until, closed } = mqtt();
		expect(socket.readyState).toBe(socket.CONNECTING);
		expect(() => socket.send(CONNECT)).toThrow();
		await until("open");
		expect([socket.readyState, socket.protocol, socket.url]).toEqual([socket.OPEN, "mqtt", `${at.wsBase}/r/demo/mqtt?page=p-1`]);
		socket.send(CONNECT);
		await until("20");
		socket.send(DISCONNECT);
		await closed();
		expect(seen).toEqual(["open mqtt", "20 02 00 00", "close 1005"]);
		expect(socket.readyState).toBe(socket.CLOSED);
		socket.send(CONNECT);
		socket.close();
	});

	test("carries text for a page: the welcome, then what its commands bring", async () => {
		const { socket, seen, until, closed } = page();
		await until('{"type":"welcome"');
		socket.send(JSON.stringify({ id: 1, command: { type: "clock.pause" } }));
		await until('{"type":"events"');
		await until('{"type":"done","id":1');
		socket.close();
		expect(socket.readyState).toBe(socket.CLOSING);
		await closed();
		expect([seen[0], seen.at(-1)]).toEqual(["open ", "close 1005"]);
	});

	test("tells nothing before the call that brings it about has returned", async () => {
		let inside = "the constructor";
		const early: string[] = [];
		const { socket, until, closed } = page();
		for (const type of ["open", "message", "close"])
			socket.addEventListener(type, () => inside === "" || early.push(`${type} in ${inside}`));
		inside = "";
		await until('{"type":"welcome"');
		inside = "send";
		socket.send(JSON.stringify({ id: 1, command: { type: "clock.pause" } }));
		inside = "";
		await until('{"type":"done"');
		inside = "close";
		socket.close();
		inside = "";
		await closed();
		expect(early).toEqual([]);
	});

	test("calls the handlers that are properties, too", async () => {
		const socket = new at.WebSocket(`${at.wsBase}/r/demo/watch`);
		const called: string[] = [];
		const over = new Promise<void>((settle) => {
			socket.onopen = () => called.push("open");
			socket.onmessage = () => {
				if (!called.includes("message")) called.push("message");
				socket.close();
			};
			socket.onclose = () => {
				called.push("close");
				settle();
			};
		});
		await over;
		expect(called).toEqual(["open", "message", "close"]);
	});

	test.each([
		["/elsewhere", "mqtt"],
		["/r/a_b/watch", undefined],
		["/r/demo/mqtt", undefined],
		["/r/demo/mqtt?page=a%20b", "mqtt"],
	])("to %s is refused as a browser sees it: an error, and a close that was not clean", async (path, protocol) => {
		const { socket, closed } = watch(new at.WebSocket(`${at.wsBase}${path}`, protocol));
		expect(await closed()).toEqual(["error", CUT]);
		expect(socket.readyState).toBe(socket.CLOSED);
	});

	test("that is given up before it is open never opens", async () => {
		const { socket, closed } = mqtt();
		socket.close();
		expect(await closed()).toEqual(["error", CUT]);
	});

	test("is broken when its cable is cut by command", async () => {
		const { socket, until, closed } = mqtt();
		await until("open");
		socket.send(CONNECT);
		await until("20");
		const watcher = page();
		await watcher.until('{"type":"welcome"');
		watcher.socket.send(JSON.stringify({ id: 1, command: { type: "wire.cut", connection: "c1" } }));
		expect((await closed()).at(-1)).toBe(CUT);
	});

	test.each([
		["a page", "/r/demo/watch", "x".repeat(LIMITS.frameBytes + 1), ["close 1009"]],
		// The room ends the connection for that, which may come before the close frame.
		["MQTT", "/r/demo/mqtt", new Uint8Array(LIMITS.mqttFrameBytes + 1), ["close 1009", CUT]],
	] as const)("closes over a frame that is too long for %s", async (_, path, frame, ends) => {
		const { socket, until, closed } = path.endsWith("mqtt") ? mqtt(path) : page(path);
		await until("open");
		socket.send(frame);
		const last = (await closed()).at(-1) ?? "";
		expect(ends.map((end) => end.slice(0, 10))).toContain(last.slice(0, 10));
	});

	test("closes with its host, which lets nobody in after that", async () => {
		const { until, closed } = page();
		await until('{"type":"welcome"');
		await at.host.close();
		expect((await closed()).at(-1)).toBe("close 1001");
		// The host stops, and says so.
		expect(await page().closed()).toEqual(["open ", "close 1013"]);
	});
});

/** What a room may ask of a socket and hears from it, tested with a room that only holds on to the socket. */
describe.each(HOSTS)("a room's socket to a page: %s", (_, open) => {
	let at: TestHost;
	let held: Promise<Socket>;
	let heard: ReturnType<typeof openNotes>;
	beforeEach(async () => {
		heard = openNotes();
		let hold: (socket: Socket) => void;
		held = new Promise((settle) => {
			hold = settle;
		});
		at = await open({
			openRoom: async ({ name }) => ({
				...openBareRoom(name),
				attach(_, socket) {
					hold(socket);
					return {
						received: (bytes) => heard.add(hex(bytes)),
						ended: (stillReads) => heard.add(stillReads ? "half ended" : "ended"),
						drained() {},
						gone: (says) => heard.add(`gone: ${says}`),
						violated: (_, clause) => heard.add(`violated ${clause}`),
					};
				},
			}),
		});
	});
	afterEach(() => at.close());

	async function connect() {
		const page = watch(new at.WebSocket(`${at.wsBase}/mqtt?page=p-1`, "mqtt"));
		await page.until("open");
		return { page, socket: await held };
	}

	test("carries bytes in order both ways, and counts down what it has not got rid of", async () => {
		const { page, socket } = await connect();
		for (let byte = 1; byte <= 100; byte += 1) {
			page.socket.send(Uint8Array.of(byte));
			socket.send(Uint8Array.of(byte));
		}
		expect(socket.unsent()).toBe(100);
		await heard.until((lines) => lines.join(" ").endsWith("64"));
		expect(heard.lines.join(" ")).toBe(hex(Uint8Array.from({ length: 100 }, (_, at) => at + 1)));
		await page.until("open");
		while (!page.seen.join(" ").endsWith("64") || socket.unsent() > 0 || page.socket.bufferedAmount > 0) await turn();
		expect(page.seen.slice(1).join(" ")).toBe(heard.lines.join(" "));
	});

	test("is not read while it is paused, and nothing is lost", async () => {
		const { page, socket } = await connect();
		socket.pause();
		page.socket.send(Uint8Array.of(1));
		page.socket.send(Uint8Array.of(2));
		for (let turns = 0; turns < 50; turns += 1) await turn();
		expect(heard.lines).toEqual([]);
		socket.resume();
		expect(heard.lines).toEqual([]);
		await heard.until((lines) => lines.join(" ") === "01 02");
	});

	test("ends after what was sent, cleanly, even while it is paused", async () => {
		const { page, socket } = await connect();
		socket.pause();
		socket.send(Uint8Array.of(1));
		socket.end();
		socket.send(Uint8Array.of(2));
		expect(await page.closed()).toEqual(["open mqtt", "01", "close 1005"]);
		expect(heard.lines).toEqual([]);
	});

	test("is broken by terminate(), which a page sees as 1006 and the room is not told", async () => {
		const { page, socket } = await connect();
		socket.terminate();
		socket.terminate();
		socket.send(Uint8Array.of(1));
		expect(await page.closed()).toEqual(["open mqtt", CUT]);
		expect(heard.lines).toEqual([]);
	});

	test("tells a page that closes from one whose cable is cut", async () => {
		const first = await connect();
		first.page.socket.send(Uint8Array.of(1));
		first.page.socket.close();
		await heard.until((lines) => lines.length === 2);
		const second = await connect();
		second.page.socket.send(Uint8Array.of(2));
		while (second.page.socket.bufferedAmount > 0) await turn();
		second.page.socket.terminate();
		expect((await second.page.closed()).at(-1)).toBe(CUT);
		await heard.until((lines) => lines.length === 4);
		expect(heard.lines).toEqual(["01", "ended", "02", "gone: the WebSocket closed with code 1006"]);
	});

	test("takes no text frame", async () => {
		const { page } = await connect();
		page.socket.send("hello");
		expect((await page.closed()).at(-1)).toBe(CUT);
		expect(heard.lines).toEqual(["violated MQTT-6.0.0-1"]);
	});
});
