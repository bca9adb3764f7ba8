import { beforeEach, expect, test } from "vitest";
import type { Socket } from "#engine/port.ts";
import { openStillTime, type StillTime } from "#engine/testkit/still.ts";
import { attachWebSocket } from "./mqtt-websocket.ts";
import { openRooms } from "./rooms.ts";
import { FRAME_BYTES, type MqttWebSocketTold } from "./sockets.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openNotingCarrier } from "./testkit/noting-carrier.ts";
import { openUnread } from "./unread.ts";

let carrier: ReturnType<typeof openNotingCarrier>;
let client: MqttWebSocketTold;
let held: Socket;
let heard: string[];
let lines: string[];
let time: StillTime;

beforeEach(async () => {
	heard = [];
	lines = [];
	time = openStillTime();
	const log = (says: string) => void lines.push(says);
	const rooms = openRooms({
		time,
		log: () => {},
		openRoom: async ({ name }) => ({
			...openBareRoom(name),
			attach(_, socket) {
				held = socket;
				return {
					received(bytes) {
						if (bytes[0] === 0) throw new Error("a bug");
						heard.push(`received ${bytes.length}`);
					},
					ended: () => void heard.push("ended"),
					drained() {},
					gone: (says) => void heard.push(`gone: ${says}`),
					violated: (says, clause) => void heard.push(`violated ${clause}: ${says}`),
				};
			},
		}),
	});
	const entered = await rooms.enter("demo");
	if (!entered.ok) throw new Error(entered.says);
	carrier = openNotingCarrier();
	client = attachWebSocket(
		carrier,
		entered.visit,
		{ origin: { kind: "guest", transport: "websocket" } },
		{ time, log, unread: openUnread({ time, log, most: 1_000 }) },
	);
});

test.each([
	[1000, "ended"],
	[1005, "ended"],
	[1001, "gone: the WebSocket closed with code 1001"],
	[1006, "gone: the WebSocket closed with code 1006"],
])("a close with code %i is an end that was meant, or not: %s", (code, is) => {
	client.closed(code);
	expect(heard).toEqual([is]);
});

test("a text frame is told with its clause, and breaks the connection", () => {
	client.frame("hello");
	client.frame(Uint8Array.of(0xc0, 0x00));
	client.closed(1006);
	expect(heard).toEqual(["violated MQTT-6.0.0-1: a text frame; MQTT travels in binary frames"]);
	expect(carrier.asked).toEqual(["terminate"]);
});

test("a frame that is too long is told with its clause, and the fault that follows is not told again", () => {
	client.tooLong();
	client.broke("too long");
	client.closed(1006);
	expect(heard).toEqual([expect.stringContaining("violated MQTT-4.8.0-2: a frame of more than")]);
});

test("after its end the room hears nothing more, and the carrier is asked for nothing but its end", () => {
	held.send(Uint8Array.of(0xd0, 0x00));
	held.pause();
	held.end();
	held.send(Uint8Array.of(0xd0, 0x00));
	held.end();
	client.frame(Uint8Array.of(0xc0, 0x00));
	client.closed(1005);
	// The socket keeps reading: otherwise the answer to its close would never be read.
	expect(carrier.asked).toEqual(["send d0 00", "pause", "resume", "end"]);
	expect(heard).toEqual([]);
});

test("a client that was not paused is not resumed", () => {
	held.resume();
	expect(carrier.asked).toEqual([]);
});

test("a fault that its bytes wake breaks the connection, is logged, and is told to the room as a break", () => {
	client.frame(Uint8Array.of(0x00));
	expect(carrier.asked).toEqual(["terminate"]);
	expect(lines).toEqual([expect.stringContaining("a bug")]);
	client.closed(1006);
	expect(heard).toEqual(["gone: the WebSocket closed with code 1006"]);
});

test("what has come of a frame that is not whole counts as held for its client, which is cut where a host holds too much", () => {
	for (let count = 0; count < 10; count += 1) {
		client.coming(900);
		client.frame(new Uint8Array(900).fill(1));
		time.pass(0);
	}
	expect(carrier.asked).not.toContain("terminate");
	client.coming(900);
	client.coming(200);
	time.pass(0);
	expect(carrier.asked).toContain("terminate");
	expect(heard.at(-1)).toContain("gone: its frame was not finished");
});

test("a client that only sends Pings, however many, holds nothing; the beginning of a frame between them still counts", () => {
	for (let count = 0; count < 1_000; count += 1) {
		client.coming(10);
		client.control(4);
		time.pass(0);
	}
	expect(carrier.asked).not.toContain("terminate");
	client.coming(900);
	client.coming(10);
	client.control(4);
	client.coming(200);
	time.pass(0);
	expect(carrier.asked).toContain("terminate");
});

test("no client counts for more than its longest frame, whatever has come", async () => {
	const held: (() => number)[] = [];
	const { join } = openUnread({ time, log: () => {} });
	const rooms = openRooms({ time, log: () => {}, openRoom: async ({ name }) => openBareRoom(name) });
	const entered = await rooms.enter("demo");
	if (!entered.ok) throw new Error(entered.says);
	const unread = {
		join(room: string, reader: Parameters<typeof join>[1]) {
			held.push(reader.unsent);
			return join(room, reader);
		},
	};
	const told = attachWebSocket(
		carrier,
		entered.visit,
		{ origin: { kind: "guest", transport: "websocket" } },
		{ time, log: () => {}, unread },
	);
	for (let count = 0; count < 1_000; count += 1) told.coming(64 * 1_024);
	expect(Math.max(...held.map((bytes) => bytes()))).toBe(FRAME_BYTES.mqtt);
});
